import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { media } from '@/lib/db/tables/content'
import { deleteUnusedMedia } from '@/lib/domain/posts/unused-media'
import { imageKey } from '@/lib/media/image-files'
import { addPicture } from '@/tests/support/app/images'
import { noMedia } from '@/tests/support/app/no-media'
import { type Creator, makeCreator, makePost } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let owner: Creator
let seed = 0
beforeAll(async () => {
  app = await startTestApp()
  owner = await makeCreator(app)
})
afterAll(() => app.close())

/** An upload of so many hours ago. */
async function upload(hoursAgo: number): Promise<string> {
  seed += 1
  const { id } = await addPicture(owner, seed)
  await app.app.db.transact((tx) =>
    tx.sql
      .update(media)
      .set({ createdAt: sql`clock_timestamp() - make_interval(mins => ${hoursAgo * 60})` })
      .where(eq(media.id, id)),
  )
  return id
}

const deleteUnused = (store = app.app.store) => app.app.db.transact((tx) => deleteUnusedMedia(tx, store))

const rowsOf = (id: string) => app.app.db.read.select().from(media).where(eq(media.id, id))

async function isStored(id: string): Promise<boolean[]> {
  const keys = [imageKey(id, 'original'), imageKey(id, 'preview'), imageKey(id, 'w96')]
  return Promise.all(
    keys.map((key) =>
      app.app.store.size(key).then(
        () => true,
        () => false,
      ),
    ),
  )
}

it('takes away what nothing has used for a day, its files and its row, and nothing younger', async () => {
  const [old, young] = [await upload(24.5), await upload(23.5)]
  expect(await deleteUnused()).toBe(1)
  expect(await rowsOf(old)).toEqual([])
  expect(await isStored(old)).toEqual([false, false, false])
  ;(await owner.api.get(`/api/media/${old}`)).problem('not_found')
  expect(await rowsOf(young)).toHaveLength(1)
  expect(await isStored(young)).toEqual([true, true, true])
  expect(await deleteUnused()).toBe(0)
})

/** Puts what happened to it that many hours into the past, its upload too. */
async function age(id: string, hours: number): Promise<void> {
  const ago = sql`make_interval(mins => ${hours * 60})`
  await app.app.db.transact((tx) =>
    tx.sql
      .update(media)
      .set({
        createdAt: sql`${media.createdAt} - ${ago}`,
        unusedSince: sql`${media.unusedSince} - ${ago}`,
      })
      .where(eq(media.id, id)),
  )
}

it('leaves what a post, an avatar or a cover uses, however old it is', async () => {
  const [inPost, avatar, cover] = [await upload(999), await upload(999), await upload(999)]
  await makePost(owner, { mediaIds: [inPost] })
  await owner.api.patch('/api/me', { avatarId: avatar })
  await owner.api.patch('/api/me/creator', { coverId: cover })
  expect(await deleteUnused()).toBe(0)
  for (const id of [inPost, avatar, cover]) {
    expect(await rowsOf(id)).toHaveLength(1)
    expect(await isStored(id)).toEqual([true, true, true])
  }
})

it('takes away an avatar or a cover a day after another took its place, or none', async () => {
  const [avatar, cover] = [await upload(999), await upload(999)]
  const next = await upload(999)
  await owner.api.patch('/api/me', { avatarId: avatar })
  await owner.api.patch('/api/me/creator', { coverId: cover })
  await owner.api.patch('/api/me/creator', { avatarId: next })
  await owner.api.patch('/api/me/creator', { coverId: null })
  expect((await owner.api.get('/api/me')).json.avatarId).toBe(next)
  // A day from then on: somebody may want it back.
  for (const id of [avatar, cover]) await age(id, 23)
  await deleteUnused()
  for (const id of [avatar, cover]) expect(await rowsOf(id)).toHaveLength(1)
  for (const id of [avatar, cover]) await age(id, 2)
  await deleteUnused()
  for (const id of [avatar, cover]) {
    expect(await rowsOf(id)).toEqual([])
    expect(await isStored(id)).toEqual([false, false, false])
  }
  expect(await rowsOf(next)).toHaveLength(1)
})

it('takes away what a post has let go, or had when it was deleted, and not what it was given back', async () => {
  const [letGo, kept, again] = [await upload(999), await upload(999), await upload(999)]
  const post = await makePost(owner, { mediaIds: [letGo, kept, again] })
  await owner.api.patch(`/api/posts/${post.id}`, { mediaIds: [kept] })
  await owner.api.patch(`/api/posts/${post.id}`, { mediaIds: [kept, again] })
  await age(letGo, 25)
  expect(await deleteUnused()).toBe(1)
  expect(await rowsOf(letGo)).toEqual([])
  await owner.api.delete(`/api/posts/${post.id}`)
  await age(kept, 25)
  expect(await deleteUnused()).toBe(1)
  expect(await rowsOf(kept)).toEqual([])
  expect(await rowsOf(again)).toHaveLength(1)
})

it('keeps the row of what the store could not delete, and is done when it is repeated', async () => {
  const id = await upload(25)
  await expect(deleteUnused(noMedia)).rejects.toThrow()
  expect(await rowsOf(id)).toHaveLength(1)
  // As after a crash between the files and the commit.
  await app.app.store.delete(imageKey(id, 'original'))
  expect(await deleteUnused()).toBe(1)
  expect(await rowsOf(id)).toEqual([])
  expect(await isStored(id)).toEqual([false, false, false])
})

it('is done as a job of its own', async () => {
  const id = await upload(25)
  await app.app.db.transact(async (tx) => tx.enqueue('delete-unused-media', {}))
  await expect.poll(() => rowsOf(id), { timeout: 10_000 }).toEqual([])
})
