import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { media } from '@/lib/db/tables/content'
import { imageKey } from '@/lib/media/image-files'
import { addPicture, picture } from '@/tests/support/app/images'
import { type Creator, makeCreator, makePost } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let owner: Creator
beforeAll(async () => {
  app = await startTestApp()
  owner = await makeCreator(app)
})
afterAll(() => app.close())

/** An image of a locked post, with a preview that tells everything, as if an earlier release had made it. */
async function oldImage(seed: number) {
  const { id } = await addPicture(owner, seed)
  await makePost(owner, { priceLamports: 5_000_000n, mediaIds: [id] })
  const telling = await picture(seed).webp().toBuffer()
  await app.app.store.put(imageKey(id, 'preview'), telling)
  await app.app.db.transact((tx) =>
    tx.sql.update(media).set({ previewVersion: null }).where(eq(media.id, id)),
  )
  return { id, telling }
}

const rowOf = async (id: string) => (await app.app.db.read.select().from(media).where(eq(media.id, id)))[0]
const previewOf = async (id: string) =>
  Buffer.from(await new Response(await app.app.store.get(imageKey(id, 'preview'))).arrayBuffer())

it('is never shown: it is made anew when somebody asks for it', async () => {
  const { id, telling } = await oldImage(1)
  const replies = await Promise.all([1, 2, 3].map(() => owner.api.get(`/api/media/${id}/preview`)))
  for (const { status, bytes } of replies) {
    expect(status).toBe(200)
    expect(bytes.equals(telling)).toBe(false)
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 480, height: 360 })
  }
  const row = await rowOf(id)
  expect(row?.previewVersion).toBe(1)
  expect((await sharp(Buffer.from(row?.placeholder ?? '', 'base64')).metadata()).width).toBe(4)
  expect((await previewOf(id)).equals(telling)).toBe(false)
})

it('is made anew by a job, where nobody asks', async () => {
  const images = [await oldImage(2), await oldImage(3)]
  const [gone, damaged] = [await oldImage(4), await oldImage(5)]
  await app.app.store.put(imageKey(damaged.id, 'original'), Buffer.from('no picture'))
  await app.app.store.delete(imageKey(gone.id, 'original'))
  await app.app.db.transact(async (tx) => tx.enqueue('remake-previews', { after: null }))
  for (const { id, telling } of images) {
    await expect.poll(async () => (await rowOf(id))?.previewVersion, { timeout: 10_000 }).toBe(1)
    expect((await previewOf(id)).equals(telling)).toBe(false)
  }
  // Of a picture that is lost or damaged nothing stays, and none waits for it.
  for (const { id } of [gone, damaged]) {
    await expect.poll(async () => (await rowOf(id))?.previewVersion, { timeout: 10_000 }).toBe(1)
    await expect(previewOf(id)).rejects.toMatchObject({ code: 'not_found' })
  }
})
