import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import { BucketStore } from '@/lib/media/s3/bucket-store'
import { openStore } from '@/lib/process/open-store'
import { readStoragePlace } from '@/lib/storage-place'
import { BUCKET_KEYS, type BucketServer, startBucketServer } from '@/tests/support/media/bucket-server'
import { describeStore } from './store-contract'

let server: BucketServer
beforeAll(async () => {
  server = await startBucketServer()
})
afterAll(() => server.remove())

const openBucket = () => new BucketStore(server.place, BUCKET_KEYS)
const newKey = () => `${newId()}.original.mp4`

describe('the store in a bucket', () => {
  describeStore(openBucket)

  it('takes a large file in parts, and has it whole', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fonana-large-'))
    try {
      const [store, key, path] = [openBucket(), newKey(), join(folder, 'film')]
      const file = await open(path, 'w')
      for (let part = 1; part <= 41; part += 1) await file.write(Buffer.alloc(1_000_000, part))
      await file.close()
      await store.putFile(key, path)
      expect(await store.size(key)).toBe(41_000_000)
      expect(await hash(await store.get(key))).toBe(await hash(createReadStream(path)))
      // Across the border of two parts.
      const part = await store.get(key, { start: 7_999_999, end: 8_400_000 })
      expect((await new Response(part).arrayBuffer()).byteLength).toBe(400_002)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('sends readers to itself for a time, and nowhere where their browsers do not get there', async () => {
    const [store, key] = [openBucket(), newKey()]
    await store.put(key, Buffer.from('film'))
    const address = await store.signedUrl(key, { seconds: 60, mime: 'video/mp4' })
    expect(new URL(address ?? '').searchParams.get('X-Amz-Expires')).toBe('60')
    expect((await fetch(`${address}0`)).status).toBe(403)
    const brief = (await store.signedUrl(key, { seconds: 1, mime: 'video/mp4' })) ?? ''
    await expect.poll(async () => (await fetch(brief)).status, { timeout: 8_000 }).toBe(403)
    const inner = new BucketStore({ ...server.place, direct: false }, BUCKET_KEYS)
    expect(await inner.signedUrl(key, { seconds: 60, mime: 'video/mp4' })).toBeNull()
  })
})

describe('a start', () => {
  const log = { info() {}, warn() {}, error() {} }
  const start = (given: { bucket?: string; keys?: Partial<typeof BUCKET_KEYS> }) =>
    openStore(
      {
        dataDir: '/nowhere',
        storage: readStoragePlace(server.address.replace('media', given.bucket ?? 'media')),
        storageFallback: undefined,
        storageKeys: { ...BUCKET_KEYS, ...given.keys },
      },
      log,
    )

  it.each([
    ['STORAGE_URL: there is no such bucket', { bucket: 'other' }],
    ['AWS_ACCESS_KEY_ID: the store does not know it', { keys: { accessKeyId: 'SOMEBODY' } }],
    [
      'AWS_SECRET_ACCESS_KEY: it does not belong to AWS_ACCESS_KEY_ID',
      { keys: { secretAccessKey: 'wrong' } },
    ],
  ])('stops with one line that names the setting: %s', async (line, given) => {
    await expect(start(given)).rejects.toMatchObject({ name: 'ConfigError', message: line })
  })

  it('goes on where the store does not answer, and has it when it does', async () => {
    await server.kill()
    const store = await start({})
    expect(await store.ready()).toBe(false)
    await expect(store.size(newKey())).rejects.toMatchObject({ code: 'unavailable', reason: 'storage' })
    await expect(store.put(newKey(), Buffer.from('x'))).rejects.toMatchObject({ code: 'unavailable' })
    await server.start()
    const key = newKey()
    await store.put(key, Buffer.from('x'))
    expect(await store.size(key)).toBe(1)
  })
})

async function hash(chunks: AsyncIterable<unknown> | ReadableStream<Uint8Array>): Promise<string> {
  const sum = createHash('sha256')
  for await (const chunk of chunks as AsyncIterable<Uint8Array>) sum.update(chunk)
  return sum.digest('hex')
}
