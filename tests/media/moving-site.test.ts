import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { newId } from '@/lib/db/ids'
import { DiskStore } from '@/lib/media/disk-store'
import { MoveJournal } from '@/lib/media/move/journal'
import { moveMedia } from '@/lib/media/move/move'
import type { MediaStore } from '@/lib/media/port'
import { BucketStore } from '@/lib/media/s3/bucket-store'
import { ApiClient } from '@/tests/support/app/api-client'
import { sendFilm, smallMp4, statusOf } from '@/tests/support/app/films'
import { addPicture } from '@/tests/support/app/images'
import { makeCreator, makePost, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'
import { BUCKET_KEYS, type BucketServer, startBucketServer } from '@/tests/support/media/bucket-server'
import { buy, fund } from '@/tests/support/money/purchases'
import { runScript } from '@/tests/support/processes/run-script'

let server: BucketServer
let data: TestDatabase
beforeAll(async () => {
  ;[server, data] = await Promise.all([startBucketServer(), createTestDatabase()])
})
afterAll(async () => {
  await server.remove()
  await data.remove()
})

async function countOf(store: MediaStore): Promise<number> {
  let count = 0
  for await (const _ of store.list()) count += 1
  return count
}

/** Reads all of them again and again until it is stopped; answers what went wrong. */
function keepReading(app: TestApp, token: string, ids: readonly string[]) {
  const client = new ApiClient(app.url, token)
  const wrong: string[] = []
  let [rounds, stopped] = [0, false]
  const reading = (async () => {
    for (; !stopped; rounds += 1)
      for (const path of ids.flatMap((id) => [`/api/media/${id}`, `/api/media/${id}/preview`])) {
        const { status, bytes } = await client.get(path)
        if (status !== 200 || bytes.length === 0) wrong.push(`${status} ${path}`)
      }
  })()
  return {
    /** Until all have been read twice more. */
    async readOn() {
      const seen = rounds
      await vi.waitFor(() => expect(rounds).toBeGreaterThan(seen + 2), { timeout: 30_000 })
    },
    async stop() {
      stopped = true
      await reading
      return wrong
    },
  }
}

it('is moved from a bucket and back while it is read, and nobody misses anything, nor does a film that somebody has bought', async () => {
  const folder = join(data.env.DATA_DIR ?? '', 'media')
  const [disk, bucket] = [new DiskStore(folder), new BucketStore(server.place, BUCKET_KEYS)]
  const env = { ...server.env, STORAGE_FALLBACK: 'disk' }
  const app = await startTestApp({ data, env })
  try {
    const owner = await makeCreator(app)
    const ids = [(await addPicture(owner, 1)).id, (await addPicture(owner, 2)).id]
    await makePost(owner, { mediaIds: ids, priceLamports: 1_000_000n })
    const film = smallMp4()
    const filmId = await sendFilm(owner, film)
    await vi.waitFor(async () => expect(await statusOf(owner, filmId)).toMatchObject({ state: 'ready' }))
    const post = await makePost(owner, { mediaIds: [filmId], priceLamports: 1_000_000n })
    const buyer = await signIn(app)
    await fund(buyer)
    await buy(buyer, { kind: 'post', postId: post.id })
    /** As their player asks for it, who follows to the store. */
    async function playOn(from: number) {
      const range = { range: `bytes=${from}-${from + 99}` }
      const part = await buyer.api.get(`/api/media/${filmId}`, range)
      expect([part.status, part.bytes.equals(film.subarray(from, from + 100))]).toEqual([206, true])
      ;(await new ApiClient(app.url).get(`/api/media/${filmId}`, range)).problem('locked')
    }
    await playOn(0)
    const readAll = () => Promise.all(ids.map(async (id) => (await owner.api.get(`/api/media/${id}`)).bytes))
    const before = await readAll()
    const files = await countOf(bucket)
    const readers = keepReading(app, owner.token, ids)

    const aside = mkdtempSync(join(tmpdir(), 'fonana-moving-'))
    const journal = await MoveJournal.open(join(aside, 'journal.tsv'))
    await moveMedia({ from: bucket, to: disk, journal, folder: aside, removes: true })
    await journal.close()
    rmSync(aside, { recursive: true })
    expect([await countOf(bucket), await countOf(disk)]).toEqual([0, files])
    await playOn(100)
    await readers.readOn()

    const ended = await runScript('media-move', { ...data.env, ...env }, '--to', server.address, '--remove')
    expect(ended).toMatchObject({ code: 0, err: '' })
    expect(ended.out).toContain(`${files} files of`)
    expect([await countOf(bucket), await countOf(disk)]).toEqual([files, 0])
    await playOn(200)
    await readers.readOn()
    expect(await readers.stop()).toEqual([])
    expect(await readAll()).toEqual(before)
    ;(await new ApiClient(app.url).get(`/api/media/${ids[0]}`)).problem('locked')
  } finally {
    await app.close()
  }
}, 120_000)

it('takes nothing away that is there by another name only, or that the site does not read from where it goes', async () => {
  const bucket = new BucketStore(server.place, BUCKET_KEYS)
  await bucket.put(`${newId()}.original.webp`, Buffer.from('picture'))
  const before = await countOf(bucket)
  const otherName = server.address.replace('127.0.0.1', 'localhost')
  const run = (env: Record<string, string>) =>
    runScript('media-move', { ...data.env, ...server.env, ...env }, '--to', server.address, '--remove')
  const alias = await run({ STORAGE_FALLBACK: otherName })
  expect([alias.code, alias.err]).toEqual([1, expect.stringContaining('--to: is the place')])
  const early = await run({ STORAGE_URL: 'disk' })
  expect([early.code, early.err]).toEqual([1, expect.stringContaining('--remove: only once STORAGE_URL')])
  expect(await countOf(bucket)).toBe(before)
})

it.each([
  [[], 'npm run media:move -- --to'],
  [['--to', 'ftp://x'], '--to: must be'],
  [['--to', 'disk'], 'STORAGE_URL: names no bucket'],
  [['--to', 's3://media'], 'AWS_ACCESS_KEY_ID: required'],
])('says in one line why it does nothing: %j', async (words, line) => {
  const { code, err } = await runScript('media-move', data.env, ...words)
  expect([code, err.split('\n')]).toEqual([1, [expect.stringContaining(line)]])
})
