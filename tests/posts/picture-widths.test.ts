import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { media } from '@/lib/db/tables/content'
import { makeMissingVariants } from '@/lib/domain/posts/variants'
import { imageKey, type Variant } from '@/lib/media/image-files'
import { MediaPreview } from '@/lib/schema/posts'
import { ApiClient } from '@/tests/support/app/api-client'
import { addPicture, picture, upload } from '@/tests/support/app/images'
import { type Creator, makeCreator, makePost } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let owner: Creator
let anonymous: ApiClient
beforeAll(async () => {
  app = await startTestApp()
  owner = await makeCreator(app)
  anonymous = new ApiClient(app.url)
})
afterAll(() => app.close())

const KEPT: Variant[] = ['original', 'preview', 'w96', 'w480', 'w960', 'w1600']
const FOR_A_YEAR = 'public, max-age=31536000, immutable'

/** A picture of 1,200 × 400. */
async function addWide(seed: number): Promise<MediaPreview> {
  const bytes = await picture(seed, { width: 1200, height: 400 }).jpeg().toBuffer()
  return (await upload(owner, bytes)).as(MediaPreview, 201)
}

const rowOf = async (id: string) => (await app.app.db.read.select().from(media).where(eq(media.id, id)))[0]

/** What each file of it takes; null for one that is not kept. */
const sizesOf = (id: string) =>
  Promise.all(KEPT.map((variant) => app.app.store.size(imageKey(id, variant)).catch(() => null)))
const sumOf = (sizes: (number | null)[]) => sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)

async function widthOf(id: string, w: number | string): Promise<number> {
  const reply = await owner.api.get(`/api/media/${id}?w=${w}`)
  expect(reply.status).toBe(200)
  expect(reply.headers.get('content-type')).toBe('image/webp')
  return (await sharp(reply.bytes).metadata()).width
}

describe('a width', () => {
  it('is answered with the smallest that is kept and at least that wide, or the picture itself', async () => {
    const { id } = await addWide(1)
    expect(await Promise.all([96, 480, 960, 1600].map((w) => widthOf(id, w)))).toEqual([96, 480, 960, 1200])
    const small = await addPicture(owner, 2)
    expect(await Promise.all([96, 480].map((w) => widthOf(small.id, w)))).toEqual([96, 320])
  })

  it.each(['95', '0', '-96', '096', '96.0', '', 'x', '2400', '96,480'])('of %j is refused', async (w) => {
    const { id } = await addPicture(owner, 3)
    ;(await owner.api.get(`/api/media/${id}?w=${w}`)).problem('bad_request')
  })

  it('is given in ranges, under a tag of its own', async () => {
    const { id } = await addPicture(owner, 4)
    const whole = await owner.api.get(`/api/media/${id}?w=96`)
    const part = await owner.api.get(`/api/media/${id}?w=96`, { range: 'bytes=10-19' })
    expect(part.status).toBe(206)
    expect(part.bytes.equals(whole.bytes.subarray(10, 20))).toBe(true)
    expect(part.headers.get('etag')).toBe(whole.headers.get('etag'))
    expect(whole.headers.get('etag')).not.toBe((await owner.api.get(`/api/media/${id}`)).headers.get('etag'))
    const known = { 'if-none-match': whole.headers.get('etag') ?? '' }
    expect((await owner.api.get(`/api/media/${id}?w=96`, known)).status).toBe(304)
  })

  it('counts for the quota as it is kept', async () => {
    const { id } = await addWide(5)
    const sizes = await sizesOf(id)
    expect(sizes.map((size) => size !== null)).toEqual([true, true, true, true, true, false])
    expect((await rowOf(id))?.bytes).toBe(sumOf(sizes))
  })
})

describe('a picture of an earlier release', () => {
  /** As it was kept before there were widths. */
  async function addOld(seed: number): Promise<string> {
    const { id } = await addWide(seed)
    for (const variant of KEPT.slice(2)) await app.app.store.delete(imageKey(id, variant))
    const bytes = sumOf(await sizesOf(id))
    await app.app.db.transact((tx) =>
      tx.sql.update(media).set({ variantsVersion: null, placeholder: null, bytes }).where(eq(media.id, id)),
    )
    return id
  }

  it('is given whole until its widths are made, once, and is then like any other', async () => {
    const id = await addOld(10)
    await owner.api.patch('/api/me', { avatarId: id })
    const before = await anonymous.get(`/api/media/${id}?w=96`)
    expect((await sharp(before.bytes).metadata()).width).toBe(1200)
    expect(before.headers.get('cache-control')).toBe('public, max-age=86400')

    const damaged = await addOld(11)
    await app.app.store.put(imageKey(damaged, 'original'), Buffer.from('no picture'))
    expect(await makeMissingVariants(app.app, null)).toEqual({ last: damaged, made: 1, failed: [damaged] })
    const row = await rowOf(id)
    expect(await sizesOf(id)).not.toContain(0)
    expect(row?.bytes).toBe(sumOf(await sizesOf(id)))
    expect((await sharp(Buffer.from(row?.placeholder ?? '', 'base64')).metadata()).width).toBe(4)
    const after = await anonymous.get(`/api/media/${id}?w=96`)
    expect((await sharp(after.bytes).metadata()).width).toBe(96)
    expect(after.headers.get('cache-control')).toBe(FOR_A_YEAR)

    expect(await makeMissingVariants(app.app, null)).toMatchObject({ made: 0, failed: [damaged] })
    expect(await rowOf(id)).toEqual(row)
  })

  it('with a preview that tells too much gets another one first', async () => {
    const id = await addOld(12)
    await app.app.store.put(imageKey(id, 'preview'), await picture(12).webp().toBuffer())
    await app.app.db.transact((tx) =>
      tx.sql.update(media).set({ previewVersion: null }).where(eq(media.id, id)),
    )
    expect((await makeMissingVariants(app.app, null)).made).toBe(1)
    expect(await rowOf(id)).toMatchObject({ previewVersion: 1, variantsVersion: 1 })
    const preview = await owner.api.get(`/api/media/${id}/preview`)
    expect(await sharp(preview.bytes).metadata()).toMatchObject({ width: 480, height: 160 })
  })
})

it('is kept for a year as an avatar or a cover, and never protected by a post after that', async () => {
  const [avatar, cover, next] = [
    await addPicture(owner, 20),
    await addPicture(owner, 21),
    await addPicture(owner, 22),
  ]
  await owner.api.patch('/api/me', { avatarId: avatar.id })
  await owner.api.patch('/api/me/creator', { coverId: cover.id })
  for (const path of [`/api/media/${avatar.id}?w=96`, `/api/media/${cover.id}?w=960`]) {
    const reply = await anonymous.get(path)
    expect(reply.headers.get('cache-control')).toBe(FOR_A_YEAR)
    expect(reply.headers.get('vary')).toBeNull()
  }
  await owner.api.patch('/api/me', { avatarId: next.id })
  await owner.api.patch('/api/me/creator', { coverId: null })
  for (const { id } of [avatar, cover]) {
    expect((await owner.api.get(`/api/media/${id}?w=96`)).headers.get('cache-control')).toMatch(/^private/)
    ;(await anonymous.get(`/api/media/${id}?w=96`)).problem('not_found')
    const locked = { title: 'x', body: 'x', priceLamports: 5_000_000, mediaIds: [id] }
    ;(await owner.api.post('/api/posts', locked)).problem('media_in_use')
  }
  // It may be shown to all again.
  expect((await owner.api.patch('/api/me', { avatarId: avatar.id })).status).toBe(200)
})

it('is in a card as a few pixels of its preview', async () => {
  const image = await addPicture(owner, 30)
  const { id } = await makePost(owner, { priceLamports: 5_000_000n, mediaIds: [image.id] })
  const [shown] = (await anonymous.get(`/api/posts/${id}`)).json.media
  expect(shown).toEqual(image)
  expect(await sharp(Buffer.from(shown.placeholder, 'base64')).metadata()).toMatchObject({
    width: 4,
    height: 3,
  })
})
