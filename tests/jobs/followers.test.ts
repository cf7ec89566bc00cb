import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Database, openDatabase } from '@/lib/db/database'
import { jobs } from '@/lib/db/tables/jobs'
import { follows, notifications } from '@/lib/db/tables/people'
import { viewerOf } from '@/lib/domain/context'
import { createPost, deletePost, updatePost } from '@/lib/domain/posts/posts'
import { handlers } from '@/lib/jobs/handlers'
import { startRunner } from '@/lib/jobs/runner'
import { seedFollowers } from '@/tests/support/app/followers'
import { noFilms, noMedia, noPictures } from '@/tests/support/app/no-media'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'
import { runProcess } from '@/tests/support/processes/child'

const FOLLOWERS = 2_000
const FIELDS = { title: 'News', teaser: '', body: 'x', minTier: null, priceLamports: null, mediaIds: [] }

let data: TestDatabase
let db: Database
beforeEach(async () => {
  data = await createTestDatabase()
  db = await open()
})
afterEach(async () => {
  await db.close()
  await data.remove()
})

const open = () => openDatabase({ url: data.env.DATABASE_URL, folder: data.env.DATA_DIR ?? '' })
const now = () => new Date()

const publish = (userId: string) => createPost({ db, now }, viewerOf(userId), FIELDS)

async function count(table: typeof notifications | typeof jobs): Promise<number> {
  const [row] = await db.read.select({ n: sql<number>`count(*)::int` }).from(table)
  return row?.n ?? 0
}

/** Does what there is to be done, until nothing is left. */
async function doJobs(): Promise<void> {
  const log = { info() {}, warn: console.error, error: console.error }
  const stop = startRunner({
    context: { db, now, store: noMedia, pictures: noPictures, ...noFilms },
    handlers,
    log,
  })
  await vi.waitFor(async () => expect(await count(jobs)).toBe(0), 15_000)
  await stop()
}

it('are not told while the post is published, but by a job that is written with it', async () => {
  const creatorId = await seedFollowers(db, 3)
  const post = await publish(creatorId)
  expect(await count(notifications)).toBe(0)
  const [job] = await db.read.select().from(jobs)
  expect(job).toMatchObject({ kind: 'tell-followers', params: { postId: post.id, after: null } })
})

it('are each told once, although the process that tells them is killed over it', async () => {
  const creatorId = await seedFollowers(db, FOLLOWERS)
  await publish(creatorId)
  await db.close()
  const child = await runProcess('teller', [], data.env)
  await child.printed(2)
  await child.kill()
  db = await open()
  // What it held is free when its lease is over.
  await db.transact((tx) => tx.sql.update(jobs).set({ lockedUntil: new Date(0) }))
  const before = await count(notifications)
  expect(before).toBeGreaterThanOrEqual(500)
  expect(before).toBeLessThan(FOLLOWERS)
  await doJobs()
  expect(await count(notifications)).toBe(FOLLOWERS)
  const told = await db.read.selectDistinct({ userId: notifications.userId }).from(notifications)
  expect(told).toHaveLength(FOLLOWERS)
  const unread = await db.read
    .select({ n: sql<number>`count(*)::int` })
    .from(sql`users where unread_count = 1`)
  expect(unread[0]?.n).toBe(FOLLOWERS)
}, 60_000)

it('are told while the process does other things', async () => {
  const creatorId = await seedFollowers(db, FOLLOWERS)
  await publish(creatorId)
  let [turns, told] = [0, 0]
  const stopCounting = db.onCommit((events) => {
    told += events.length
    setImmediate(() => {
      if (told < FOLLOWERS) turns += 1
    })
  })
  await doJobs()
  stopCounting()
  expect(told).toBe(FOLLOWERS)
  expect(turns).toBeGreaterThan(1)
}, 60_000)

it('who have gone meanwhile are not told, nor who came after the post', async () => {
  const creatorId = await seedFollowers(db, 2)
  const [left, stayed] = await db.read.select().from(follows).where(eq(follows.creatorId, creatorId))
  await publish(creatorId)
  await db.transact(async (tx) => {
    await tx.sql.delete(follows).where(eq(follows.userId, left?.userId ?? ''))
    await tx.sql.execute(sql`
      with fan as (insert into users (id, wallet) values (gen_random_uuid(), 'a late one') returning id)
      insert into follows (creator_id, user_id, created_at)
      select ${creatorId}::uuid, id, now() + interval '1 second' from fan`)
  })
  await doJobs()
  const told = await db.read.select({ userId: notifications.userId }).from(notifications)
  expect(told).toEqual([{ userId: stayed?.userId }])
})

it('are not told of a post that is gone by then', async () => {
  const creatorId = await seedFollowers(db, 2)
  const post = await publish(creatorId)
  await deletePost({ db, now }, viewerOf(creatorId), post.id)
  await doJobs()
  expect(await count(notifications)).toBe(0)
})

it('are not told of a post that is no longer listed by then', async () => {
  const creatorId = await seedFollowers(db, 2)
  const post = await publish(creatorId)
  await updatePost({ db, now }, viewerOf(creatorId), post.id, { listed: false })
  await doJobs()
  expect(await count(notifications)).toBe(0)
})
