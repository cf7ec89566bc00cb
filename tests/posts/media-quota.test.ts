import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { media } from '@/lib/db/tables/content'
import { deleteUnusedMedia } from '@/lib/domain/posts/unused-media'
import { MediaPreview } from '@/lib/schema/posts'
import { begin, beginAt, TUS } from '@/tests/support/app/films'
import { picture, upload } from '@/tests/support/app/images'
import { type Creator, makeCreator, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

const QUOTA = 150_000
let app: TestApp
let owner: Creator
beforeAll(async () => {
  app = await startTestApp({ env: { MEDIA_QUOTA: String(QUOTA) } })
  owner = await makeCreator(app)
})
afterAll(() => app.close())

const used = async () => {
  const rows = await app.app.db.read.select().from(media).where(eq(media.ownerId, owner.id))
  return { count: rows.length, bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0) }
}

it('is kept by uploads that come together, and said in a code of its own', async () => {
  const bytes = await picture(1).png().toBuffer()
  const replies = await Promise.all(Array.from({ length: 8 }, () => upload(owner, bytes)))
  const kept = replies.filter(({ status }) => status === 201)
  for (const reply of replies)
    if (reply.status !== 201)
      expect(reply.problem('media_quota_reached')).toMatchObject({ quotaBytes: QUOTA })
  const { count, bytes: total } = await used()
  expect(count).toBe(kept.length)
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.length).toBeLessThan(8)
  expect(total).toBeLessThanOrEqual(QUOTA)
  // Nobody else's.
  expect((await upload(await signIn(app), bytes)).status).toBe(201)
})

it('says the same to the same upload sent again, though there is no room any more', async () => {
  const small = await picture(2, { width: 40, height: 40 }).png().toBuffer()
  const form = () => {
    const all = new FormData()
    all.append('file', new Blob([new Uint8Array(small)]), 'a.png')
    return all
  }
  const key = { 'idempotency-key': 'one' }
  const first = (await owner.api.post('/api/media', form(), key)).as(MediaPreview, 201)
  await app.app.db.transact((tx) => tx.sql.update(media).set({ bytes: QUOTA }).where(eq(media.id, first.id)))
  expect((await owner.api.post('/api/media', form(), key)).as(MediaPreview, 201)).toEqual(first)
  ;(await upload(owner, small)).problem('media_quota_reached')
})

it('is held for all of an upload by parts from its beginning, and let go with it', async () => {
  const person = await signIn(app)
  const path = await beginAt(person, QUOTA - 10, 'audio/mpeg')
  expect((await begin(person, 11, 'audio/mpeg')).problem('media_quota_reached').quotaBytes).toBe(QUOTA)
  await person.api.call('DELETE', path, undefined, TUS)
  await beginAt(person, QUOTA, 'audio/mpeg')
})

it('has room again when what is unused is gone', async () => {
  await app.app.db.transact((tx) =>
    tx.sql.update(media).set({ createdAt: sql`clock_timestamp() - interval '25 hours'` }),
  )
  await app.app.db.transact((tx) => deleteUnusedMedia(tx, app.app.store))
  expect(await used()).toEqual({ count: 0, bytes: 0 })
  expect((await upload(owner, await picture(3).png().toBuffer())).status).toBe(201)
})
