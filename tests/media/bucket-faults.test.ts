import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import { BucketStore } from '@/lib/media/s3/bucket-store'
import type { StorePatience } from '@/lib/media/s3/requests'
import { BUCKET_KEYS } from '@/tests/support/media/bucket-server'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A store that does what a test says, one answer after the other; the last one again and again. */
let answers: Answer[] = []
let asked: string[] = []
const server = createServer((request, response) => {
  asked.push(`${request.method} ${new URL(request.url ?? '', 'http://x').search}`)
  request.resume()
  request.once('end', () => (answers.length > 1 ? answers.shift() : answers[0])?.(request, response))
})

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
afterEach(() => {
  asked = []
})

const refused =
  (status: number, code = ''): Answer =>
  (_request, response) =>
    response.writeHead(status).end(code && `<Error><Code>${code}</Code></Error>`)
const says =
  (body: string, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(200, headers).end(body)
const silent: Answer = () => {}

function open(patience: Partial<StorePatience> = {}): BucketStore {
  const { port } = server.address() as AddressInfo
  const url = new URL(`http://127.0.0.1:${port}/media`)
  const place = { kind: 's3', url, region: 'us-east-1', direct: true } as const
  return new BucketStore(place, BUCKET_KEYS, { pauseMs: 1, ...patience })
}

const key = `${newId()}.original.mp4`
const OUT_OF_REACH = { code: 'unavailable', reason: 'storage' }

it('is asked again where it has too much to do, and no more than a few times', async () => {
  answers = [refused(503, 'SlowDown'), refused(500), says('film')]
  expect(await new Response(await open().get(key)).text()).toBe('film')
  expect(asked).toHaveLength(3)
  asked = []
  answers = [refused(503, 'SlowDown')]
  await expect(open().put(key, Buffer.from('x'))).rejects.toMatchObject(OUT_OF_REACH)
  expect(asked).toHaveLength(3)
})

it('is not waited for longer than it may take, before an answer and within it', async () => {
  answers = [silent]
  await expect(open({ answerMs: 50 }).size(key)).rejects.toMatchObject(OUT_OF_REACH)
  answers = [(_request, response) => void response.writeHead(200, { 'content-length': 9 }).write('film')]
  await expect(new Response(await open({ silentMs: 50 }).get(key)).text()).rejects.toThrow()
})

it.each([
  [403, 'AccessDenied'],
  [404, 'NoSuchBucket'],
  [400, 'ExpiredToken'],
])('has lost nothing by refusing: %i %s', async (status, code) => {
  answers = [refused(status, code)]
  await expect(open().get(key)).rejects.toMatchObject(OUT_OF_REACH)
  await expect(open().delete(key)).rejects.toMatchObject(OUT_OF_REACH)
  // What has no body does not say what it is that is not there.
  await expect(open().size(key)).rejects.toMatchObject(OUT_OF_REACH)
})

it('is refused where it answers with the whole instead of a part', async () => {
  answers = [says('the whole film')]
  await expect(open().get(key, { start: 4, end: 5 })).rejects.toMatchObject(OUT_OF_REACH)
})

it('is listed page by page, without what is not ours', async () => {
  const file = (name: string, size: number) =>
    `<Contents><Key>${name}</Key><LastModified>now</LastModified><ETag>&quot;1&quot;</ETag><Size>${size}</Size></Contents>`
  answers = [
    says(
      `<R>${file(key, 5)}${file('backup.tar', 9)}<NextContinuationToken>a+&amp;b</NextContinuationToken></R>`,
    ),
    says(`<R>${file(`${newId()}.preview.webp`, 6)}</R>`),
  ]
  const sizes: number[] = []
  for await (const { size } of open().list()) sizes.push(size)
  expect(sizes).toEqual([5, 6])
  expect(asked[1]).toContain('continuation-token=a%2B%26b')
})

describe('a file in two parts', () => {
  const BYTES = 9_000_000
  const begun = says('<R><UploadId>u1</UploadId></R>')
  const bothParts = [begun, says('', { etag: '"1"' }), says('', { etag: '"2"' })]
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fonana-parts-'))
    await writeFile(join(folder, 'film'), Buffer.alloc(BYTES))
  })
  afterAll(() => rm(folder, { recursive: true }))
  const put = () => open().putFile(key, join(folder, 'film'))

  it('that did not get there is told to be forgotten', async () => {
    answers = [begun, says('', { etag: '"1"' }), refused(400, 'InvalidPart'), refused(204)]
    await expect(put()).rejects.toMatchObject(OUT_OF_REACH)
    expect(asked.map((line) => line.replace(/&?x-id=\w+/, ''))).toEqual([
      'POST ?uploads=',
      'PUT ?partNumber=1&uploadId=u1',
      'PUT ?partNumber=2&uploadId=u1',
      'DELETE ?uploadId=u1',
    ])
    // A 200 that turns out to be none.
    answers = [...bothParts, says('<Error><Code>InternalError</Code></Error>'), refused(204)]
    await expect(put()).rejects.toMatchObject(OUT_OF_REACH)
  })

  it('that is there has got there, though the answer that said so was lost', async () => {
    const lost: Answer = (request) => void request.socket.destroy()
    const again = [...bothParts, lost, refused(404, 'NoSuchUpload')]
    answers = [...again, says('', { 'content-length': String(BYTES) })]
    await put()
    expect(asked.at(-1)).toMatch(/^HEAD/)
    // What lies there is another one, or nothing does.
    answers = [...again, says('', { 'content-length': '5' }), refused(204)]
    await expect(put()).rejects.toMatchObject(OUT_OF_REACH)
    answers = [...again, refused(404), refused(204)]
    await expect(put()).rejects.toMatchObject(OUT_OF_REACH)
  })
})
