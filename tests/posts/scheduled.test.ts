import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { setApp } from '@/lib/app'
import { jobs } from '@/lib/db/tables/jobs'
import { Post } from '@/lib/schema/posts'
import { ApiClient } from '@/tests/support/app/api-client'
import { type Creator, makeCreator, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { expectHidden, HIDDEN, idsIn } from '@/tests/support/app/unpublished'
import { createTestDatabase } from '@/tests/support/database/test-database'
import { connect } from '@/tests/support/realtime/socket-client'

const SOON_MS = 500
const LATER_MS = 60 * 60 * 1000

let app: TestApp
let author: Creator
let follower: Person
let anonymous: ApiClient
beforeAll(async () => {
  app = await startTestApp()
  author = await makeCreator(app)
  follower = await signIn(app)
  await follower.api.put(`/api/creators/${author.handle}/follow`)
  anonymous = new ApiClient(app.url)
})
afterAll(() => app.close())

const inTheFuture = (ms: number) => new Date(Date.now() + ms).toISOString()
/** The same instant as clocks of that zone show it. */
const inZone = (instant: string, offset: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString().replace('Z', offset)
const expectGone = (postId: string) => expectHidden(postId, author, [anonymous, follower.api])

it('goes out by itself, once, at its time', async () => {
  const socket = await connect(app, follower, `creator:${author.id}`, 'notifications')
  const later = inTheFuture(LATER_MS)
  const fields = { title: 'At its time', body: HIDDEN, status: 'scheduled', publishAt: later }
  const post = (await author.api.post('/api/posts', fields)).as(Post, 201)
  expect(post).toMatchObject({ status: 'scheduled', publishAt: later, publishedAt: null, listed: false })
  await expectGone(post.id)
  const publishAt = inTheFuture(SOON_MS)
  const scheduled = (
    await author.api.patch(`/api/posts/${post.id}`, { publishAt: inZone(publishAt, '+05:30', 330) })
  ).as(Post)
  expect(scheduled.publishAt).toBe(publishAt)
  const event = await socket.next('post_created', ({ data }) => data.post.id === post.id)
  expect(event.data.post).toMatchObject({ status: 'published', publishAt: null })
  expect(Date.parse(event.data.post.publishedAt)).toBeGreaterThanOrEqual(Date.parse(publishAt))
  await socket.next('notification', ({ data }) => data.href === `/posts/${post.id}`)
  expect(await idsIn(anonymous, '/api/feed?limit=1')).toEqual([post.id])
  // Who still has it open as it was before does not write into what is out.
  const late = { body: 'Late', version: event.data.post.updatedAt }
  const before = (await author.api.get(`/api/posts/${post.id}`)).as(Post)
  expect(before.updatedAt).toBe(late.version)
  ;(await author.api.patch(`/api/posts/${post.id}`, { ...late, version: scheduled.updatedAt })).problem(
    'conflict',
  )
})

it('is put off, taken back, or sent at once, and then does not go out again', async () => {
  const fields = { title: 'Waits', body: 'x', status: 'scheduled', publishAt: inTheFuture(LATER_MS) }
  const [putOff, takenBack, atOnce, deleted] = await Promise.all(
    [0, 1, 2, 3].map(async () => (await author.api.post('/api/posts', fields)).as(Post, 201)),
  )
  const later = inTheFuture(2 * LATER_MS)
  const patch = async (post: Post | undefined, sent: object) =>
    (await author.api.patch(`/api/posts/${post?.id}`, sent)).as(Post)
  expect(await patch(putOff, { publishAt: later })).toMatchObject({ status: 'scheduled', publishAt: later })
  expect(await patch(putOff, { title: 'Waits longer' })).toMatchObject({
    status: 'scheduled',
    publishAt: later,
  })
  expect(await patch(takenBack, { status: 'draft' })).toMatchObject({ status: 'draft', publishAt: null })
  const out = await patch(atOnce, { status: 'published' })
  await author.api.delete(`/api/posts/${deleted?.id}`)
  // The time of all their jobs comes: they find nothing to do.
  const { db } = app.app
  const due = eq(jobs.kind, 'publish-post')
  await db.transact((tx) => tx.sql.update(jobs).set({ runAt: sql`now()` }).where(due))
  await expect
    .poll(() => db.read.select({ id: jobs.id }).from(jobs).where(due), { timeout: 30_000 })
    .toEqual([])
  for (const post of [putOff, takenBack]) await expectGone(post?.id ?? '')
  ;(await author.api.get(`/api/posts/${deleted?.id}`)).problem('not_found')
  expect((await author.api.get(`/api/posts/${atOnce?.id}`)).as(Post).createdAt).toBe(out.createdAt)
})

it('goes out over a restart', async () => {
  const data = await createTestDatabase()
  const first = await startTestApp({ data })
  const writer = await makeCreator(first)
  const fields = {
    title: 'Over a restart',
    body: 'x',
    status: 'scheduled',
    publishAt: inTheFuture(LATER_MS),
  }
  const { id } = (await writer.api.post('/api/posts', fields)).as(Post, 201)
  await writer.api.patch(`/api/posts/${id}`, { publishAt: inTheFuture(SOON_MS) })
  await first.close()
  const second = await startTestApp({ data })
  const read = async () => (await new ApiClient(second.url).get(`/api/posts/${id}`)).status
  await expect.poll(read, { timeout: 30_000 }).toBe(200)
  await second.close()
  await data.remove()
  setApp(app.app)
})

it('has a time that is still to come, and is whole', async () => {
  const past = { title: 'x', body: 'x', status: 'scheduled', publishAt: inTheFuture(-1) }
  const refused = (await author.api.post('/api/posts', past)).problem('validation_failed')
  expect(refused.issues).toEqual({ publishAt: [{ code: 'past' }] })
  const when = (await author.api.post('/api/posts', { ...past, publishAt: undefined })).problem(
    'validation_failed',
  )
  expect(when.issues).toEqual({ publishAt: [{ code: 'required' }] })
  const draft = (await author.api.post('/api/posts', { status: 'draft' })).as(Post, 201)
  const sent = { status: 'scheduled', publishAt: inTheFuture(LATER_MS) }
  const unfinished = (await author.api.patch(`/api/posts/${draft.id}`, sent)).problem('validation_failed')
  expect(Object.keys(unfinished.issues ?? {})).toEqual(['title', 'body'])
  ;(await author.api.patch(`/api/posts/${draft.id}`, { title: 'x', body: 'x', ...sent })).as(Post)
  ;(await author.api.patch(`/api/posts/${draft.id}`, { body: '' })).problem('validation_failed')
})
