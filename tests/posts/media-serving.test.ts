import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ApiClient } from '@/tests/support/app/api-client'
import { addPicture } from '@/tests/support/app/images'
import { type Creator, makeCreator, makePost } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let owner: Creator
let anonymous: ApiClient
/** An image of an open post, whole. */
let id: string
let whole: Buffer
beforeAll(async () => {
  app = await startTestApp()
  owner = await makeCreator(app)
  anonymous = new ApiClient(app.url)
  id = (await addPicture(owner, 1)).id
  await makePost(owner, { mediaIds: [id] })
  whole = (await anonymous.get(`/api/media/${id}`)).bytes
})
afterAll(() => app.close())

const ask = (headers: Record<string, string>) => anonymous.get(`/api/media/${id}`, headers)

describe('a range', () => {
  it.each<[string, (size: number) => [number, number]]>([
    ['bytes=0-0', () => [0, 0]],
    ['bytes=0-99', () => [0, 99]],
    ['bytes=100-', (size) => [100, size - 1]],
    ['bytes=-50', (size) => [size - 50, size - 1]],
    ['bytes=-99999999', (size) => [0, size - 1]],
    ['bytes=10-99999999', (size) => [10, size - 1]],
  ])('%s is answered with that part', async (range, expected) => {
    const [start, end] = expected(whole.length)
    const reply = await ask({ range })
    expect(reply.status).toBe(206)
    expect(reply.bytes.equals(whole.subarray(start, end + 1))).toBe(true)
    expect(reply.headers.get('content-range')).toBe(`bytes ${start}-${end}/${whole.length}`)
    expect(reply.headers.get('content-length')).toBe(String(end - start + 1))
  })

  it.each(['bytes=99999999-', 'bytes=99999999-99999999', 'bytes=-0'])('%s cannot be given', async (range) => {
    const reply = await ask({ range })
    reply.problem('range_not_satisfiable')
    expect(reply.status).toBe(416)
    expect(reply.headers.get('content-range')).toBe(`bytes */${whole.length}`)
  })

  it.each(['bytes=5-2', 'bytes=0-1,5-6', 'bytes=-', 'bytes=a-b', 'lines=0-1', 'bytes'])(
    '%s is no range: the whole is given',
    async (range) => {
      const reply = await ask({ range })
      expect(reply.status).toBe(200)
      expect(reply.bytes.equals(whole)).toBe(true)
    },
  )

  it('of another version is answered with the whole', async () => {
    const etag = (await ask({})).headers.get('etag') ?? ''
    expect((await ask({ range: 'bytes=0-9', 'if-range': etag })).status).toBe(206)
    expect((await ask({ range: 'bytes=0-9', 'if-range': '"other"' })).status).toBe(200)
  })
})

describe('caches', () => {
  it('ask for what is of a post each time, and only the reader’s own keep an original', async () => {
    const original = (await ask({})).headers
    expect(original.get('cache-control')).toBe('private, no-cache')
    expect(original.get('vary')).toContain('Cookie')
    expect(original.get('accept-ranges')).toBe('bytes')
    const preview = (await anonymous.get(`/api/media/${id}/preview`)).headers
    expect(preview.get('cache-control')).toBe('public, max-age=0')
    expect(preview.get('etag')).not.toBe(original.get('etag'))
  })

  it('are told when what they hold is still right', async () => {
    const etag = (await ask({})).headers.get('etag') ?? ''
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const reply = await ask({ 'if-none-match': known })
      expect(reply.status, known).toBe(304)
      expect(reply.bytes).toHaveLength(0)
    }
    expect((await ask({ 'if-none-match': '"other"' })).status).toBe(200)
  })
})

describe('an image of a locked post', () => {
  it('cannot be made public as an avatar or a cover, nor be put into another post', async () => {
    const image = await addPicture(owner, 2)
    await makePost(owner, { priceLamports: 5_000_000n, mediaIds: [image.id] })
    ;(await owner.api.patch('/api/me', { avatarId: image.id })).problem('media_in_use')
    ;(await owner.api.patch('/api/me/creator', { avatarId: image.id })).problem('media_in_use')
    ;(await owner.api.patch('/api/me/creator', { coverId: image.id })).problem('media_in_use')
    ;(await owner.api.post('/api/posts', { title: 'x', body: 'x', mediaIds: [image.id] })).problem(
      'media_in_use',
    )
    ;(await anonymous.get(`/api/media/${image.id}`)).problem('locked')
    expect((await owner.api.get('/api/me')).json.avatarId).toBeNull()
  })

  it('is taken away with the post, its preview too', async () => {
    const image = await addPicture(owner, 3)
    const post = await makePost(owner, { mediaIds: [image.id] })
    await owner.api.delete(`/api/posts/${post.id}`)
    for (const path of [`/api/media/${image.id}`, `/api/media/${image.id}/preview`]) {
      ;(await anonymous.get(path)).problem('not_found')
    }
  })

  it('that the post lets go is its owner’s alone again', async () => {
    const [first, second] = [await addPicture(owner, 4), await addPicture(owner, 5)]
    const post = await makePost(owner, { mediaIds: [first.id, second.id] })
    const patched = await owner.api.patch(`/api/posts/${post.id}`, { mediaIds: [second.id] })
    expect(patched.json.media.map((media: { id: string }) => media.id)).toEqual([second.id])
    ;(await anonymous.get(`/api/media/${first.id}/preview`)).problem('not_found')
    expect((await owner.api.get(`/api/media/${first.id}`)).status).toBe(200)
  })
})

it('keeps the order in which a post names its images', async () => {
  const images = [await addPicture(owner, 6), await addPicture(owner, 7), await addPicture(owner, 8)]
  const ids = images.map((image) => image.id).reverse()
  const post = await makePost(owner, { mediaIds: ids })
  expect(post.media.map((media) => media.id)).toEqual(ids)
  ;(await owner.api.post('/api/posts', { title: 'x', body: 'x', mediaIds: [ids[0], ids[0]] })).fieldErrors(
    'mediaIds',
  )
})

it('gives avatars and covers to all', async () => {
  const [avatar, cover] = [await addPicture(owner, 9), await addPicture(owner, 10)]
  await owner.api.patch('/api/me', { avatarId: avatar.id })
  await owner.api.patch('/api/me/creator', { coverId: cover.id })
  expect((await anonymous.get(`/api/creators/${owner.handle}`)).json).toMatchObject({
    avatarId: avatar.id,
    coverId: cover.id,
  })
  for (const { id: shown } of [avatar, cover]) {
    const reply = await anonymous.get(`/api/media/${shown}`)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  }
  ;(await owner.api.post('/api/posts', { title: 'x', body: 'x', mediaIds: [avatar.id] })).problem(
    'media_in_use',
  )
})
