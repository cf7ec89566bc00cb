import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ApiRequest } from '@/lib/http/serving/request'
import { withUpload } from './upload'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fonana-uploads-'))
})
afterAll(() => rm(folder, { recursive: true }))

const TYPE = 'multipart/form-data; boundary=x'
const part = (headers: string, body: string) =>
  `--x\r\nContent-Disposition: form-data; ${headers}\r\n\r\n${body}\r\n`
const FILE = part('name="file"; filename="a.png"', 'the picture')
const END = '--x--\r\n'

function requestOf(chunks: Iterable<string | Promise<never>>, headers: Record<string, string> = {}) {
  async function* send() {
    for (const chunk of chunks) yield Buffer.from(await chunk)
  }
  const all = new Map(Object.entries({ 'content-type': TYPE, ...headers }))
  const request = { body: send(), headers: { get: (name: string) => all.get(name) ?? null } }
  return request as unknown as ApiRequest
}

const never = new Promise<never>(() => {})
const PATIENCE = { silentMs: 60_000, inAllMs: 60_000 }
const receive = (chunks: Iterable<string | Promise<never>>, patience = PATIENCE, headers = {}) =>
  withUpload(
    requestOf(chunks, headers),
    folder,
    async ({ path, digest }) => ({ text: await readFile(path, 'utf8'), digest: digest.toString('hex') }),
    patience,
  )

it('is a file while it is used, and gone after it', async () => {
  const { text, digest } = await receive([part('name="title"', 'words'), FILE, END])
  expect(text).toBe('the picture')
  expect(digest).toMatch(/^[0-9a-f]{64}$/)
  expect(await readdir(folder)).toEqual([])
})

it('is the same however its bytes come', async () => {
  const whole = FILE + part('name="title"', 'words') + END
  expect((await receive(whole)).text).toBe('the picture')
  expect((await receive([whole])).text).toBe('the picture')
})

it.each<[string, string[], string]>([
  ['breaks off in its file', [FILE.slice(0, -10)], 'bad_request'],
  ['breaks off after its file', [FILE], 'bad_request'],
  ['is no form', ['{"file":1}'], 'bad_request'],
  ['is empty', [], 'bad_request'],
  ['has no part of that name', [part('name="other"; filename="a"', 'x'), END], 'validation_failed'],
  ['has words of that name', [part('name="file"', 'words'), END], 'validation_failed'],
])('that %s is refused, and leaves nothing', async (_what, chunks, code) => {
  await expect(receive(chunks)).rejects.toMatchObject({ code })
  expect(await readdir(folder)).toEqual([])
})

it('is refused after a few parts, whatever would follow', async () => {
  const empty = Array.from({ length: 6 }, () => '--x\r\n\r\n\r\n')
  await expect(receive([...empty, '--x\r\n', never])).rejects.toMatchObject({
    code: 'bad_request',
    message: expect.stringContaining('more than 5 parts'),
  })
})

it('of more than 15 MiB is refused, announced or not', async () => {
  const head = 'Content-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
  const mebibyte = 'x'.repeat(1024 * 1024)
  const large = ['--x\r\n', head, ...Array.from({ length: 16 }, () => mebibyte), '\r\n', END]
  await expect(receive(large)).rejects.toMatchObject({ code: 'payload_too_large' })
  const announced = { 'content-length': String(17 * 1024 * 1024) }
  await expect(receive([FILE, END], PATIENCE, announced)).rejects.toMatchObject({ code: 'payload_too_large' })
  const just = ['--x\r\n', head, ...Array.from({ length: 15 }, () => mebibyte), '\r\n', END]
  expect((await receive(just)).text).toHaveLength(15 * 1024 * 1024)
  expect(await readdir(folder)).toEqual([])
})

it('whose rest is held back is not waited for', async () => {
  const held = () => [FILE.slice(0, -10), never]
  await expect(receive(held(), { silentMs: 1, inAllMs: 60_000 })).rejects.toMatchObject({
    code: 'request_timeout',
  })
  await expect(receive(held(), { silentMs: 60_000, inAllMs: 1 })).rejects.toMatchObject({
    code: 'request_timeout',
  })
  expect(await readdir(folder)).toEqual([])
})
