import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { precompress } from '@/scripts/precompress.mjs'
import { serveStaticFiles } from './static-files'

const SCRIPT = 'let many = "words, words, words";\n'.repeat(40)
let folder: string
let server: Server

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fonana-static-'))
  mkdirSync(join(folder, 'chunks'))
  writeFileSync(join(folder, 'chunks/a [b].js'), SCRIPT)
  writeFileSync(join(folder, 'chunks/icons.svg'), '<svg/>')
  writeFileSync(join(folder, 'chunks/letters.woff2'), 'letters')
  writeFileSync(join(folder, 'chunks/a.js.map'), '{}')
  await precompress(folder)
  writeFileSync(join(folder, 'chunks/gone.js'), SCRIPT)
  const serve = serveStaticFiles(folder)
  rmSync(join(folder, 'chunks/gone.js'))
  server = createServer((incoming, outgoing) => void serve(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

interface Reply {
  status: number | undefined
  headers: IncomingHttpHeaders
  body: Buffer
}

/** As bytes: `fetch` would unpack them. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    const asked = request({ port, path: `/_next/static/${path}`, headers, method }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('end', () =>
        resolve({ status: reply.statusCode, headers: reply.headers, body: Buffer.concat(chunks) }),
      )
    })
    asked.on('error', reject)
    asked.end()
  })
}

const PATH = 'chunks/a%20[b].js'

it('hands out the smallest packing that is asked for, for good', async () => {
  const small = await ask(PATH, { 'accept-encoding': 'gzip, deflate, br' })
  expect(small).toMatchObject({
    status: 200,
    headers: {
      'content-encoding': 'br',
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      'content-length': String(small.body.length),
    },
  })
  expect(brotliDecompressSync(small.body).toString()).toBe(SCRIPT)
  const zipped = await ask(PATH, { 'accept-encoding': 'gzip' })
  expect(zipped.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(zipped.body).toString()).toBe(SCRIPT)
  expect(zipped.headers.etag).not.toBe(small.headers.etag)
})

it.each([
  ['nothing', undefined, undefined],
  ['nothing but identity', 'identity', undefined],
  ['brotli refused', 'br;q=0, gzip;q=0.5', 'gzip'],
  ['both refused', 'br;q=0, gzip;q=0.000', undefined],
  ['anything', '*', 'br'],
  ['anything but brotli', 'br;q=0, *', 'gzip'],
  ['the old name', 'x-gzip', 'gzip'],
  ['in capitals', 'BR', 'br'],
])('honours what is asked for: %s', async (_what, wishes, coding) => {
  const reply = await ask(PATH, wishes === undefined ? {} : { 'accept-encoding': wishes })
  expect(reply.headers['content-encoding']).toBe(coding)
  expect(reply.headers.vary).toBe('Accept-Encoding')
  if (coding === undefined) expect(reply.body.toString()).toBe(SCRIPT)
})

it('says it once to who has it already, and tells about it without sending it', async () => {
  const { headers } = await ask(PATH, { 'accept-encoding': 'br' })
  for (const tag of [headers.etag, `W/${headers.etag}`, `"other", ${headers.etag}`]) {
    const again = await ask(PATH, { 'accept-encoding': 'br', 'if-none-match': String(tag) })
    expect(again).toMatchObject({ status: 304, headers: { etag: headers.etag } })
    expect(again.body).toHaveLength(0)
  }
  // In another packing it is another answer.
  expect((await ask(PATH, { 'if-none-match': String(headers.etag) })).status).toBe(200)
  const head = await ask(PATH, { 'accept-encoding': 'br' }, 'HEAD')
  expect(head.headers['content-length']).toBe(headers['content-length'])
  expect(head.body).toHaveLength(0)
})

it('sends what is packed already as it is', async () => {
  const { status, headers, body } = await ask('chunks/letters.woff2', { 'accept-encoding': 'br, gzip' })
  expect({ status, type: headers['content-type'], body: body.toString() }).toEqual({
    status: 200,
    type: 'font/woff2',
    body: 'letters',
  })
  expect(headers).not.toHaveProperty('content-encoding')
  expect(headers).not.toHaveProperty('vary')
  expect((await ask('chunks/icons.svg')).headers['content-type']).toBe('image/svg+xml')
})

it.each([
  'chunks/nothing.js',
  'chunks/a%20[b].js.br',
  'chunks/a.js.map',
  'chunks/gone.js',
  'chunks',
  'chunks/',
  '..%2f..%2fpackage.json',
  '../static/chunks/icons.svg',
  '',
])('has nothing at %j, and lets nobody keep that', async (path) => {
  const { status, headers } = await ask(path)
  expect(status).toBe(404)
  expect(headers['cache-control']).toBe('no-store')
})

it('takes nothing', async () => {
  const { status, headers } = await ask(PATH, {}, 'POST')
  expect(status).toBe(405)
  expect(headers.allow).toBe('GET, HEAD')
})
