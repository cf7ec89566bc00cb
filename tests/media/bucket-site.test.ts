import { randomBytes } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { media } from '@/lib/db/tables/content'
import { imageKey } from '@/lib/media/image-files'
import { ApiClient } from '@/tests/support/app/api-client'
import { addPicture, picture, upload } from '@/tests/support/app/images'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { type BucketServer, startBucketServer } from '@/tests/support/media/bucket-server'

let server: BucketServer
let app: TestApp
let owner: Creator
let stranger: Person
beforeAll(async () => {
  server = await startBucketServer()
  app = await startTestApp({ env: server.env })
  owner = await makeCreator(app)
  stranger = await signIn(app)
})
afterAll(async () => {
  await app.close()
  await server.remove()
})

const listed = async (id: string) => {
  const keys: string[] = []
  for await (const { key } of app.app.store.list()) if (key.startsWith(id)) keys.push(key)
  return keys
}

it('keeps pictures there, and gives them to whom it would give them from a disk', async () => {
  const { id } = await addPicture(owner, 1)
  expect((await listed(id)).length).toBeGreaterThan(2)
  await makePost(owner, { mediaIds: [id], priceLamports: 1_000_000n })
  const whole = await owner.api.get(`/api/media/${id}`)
  expect(whole.status).toBe(200)
  expect(whole.headers.get('cache-control')).toBe('private, no-cache')
  const part = await owner.api.get(`/api/media/${id}`, { range: 'bytes=10-19' })
  expect(part.status).toBe(206)
  expect(part.bytes.equals(whole.bytes.subarray(10, 20))).toBe(true)
  ;(await stranger.api.get(`/api/media/${id}`)).problem('locked')
  ;(await stranger.api.get(`/api/media/${id}`, { range: 'bytes=10-19' })).problem('locked')
  const preview = await stranger.api.get(`/api/media/${id}/preview`)
  expect([preview.status, preview.headers.get('cache-control')]).toEqual([200, 'public, max-age=0'])
  const avatar = await addPicture(owner, 2)
  await owner.api.patch('/api/me', { avatarId: avatar.id })
  const seen = await new ApiClient(app.url).get(`/api/media/${avatar.id}?w=96`)
  expect([seen.status, seen.headers.get('cache-control')]).toEqual([
    200,
    'public, max-age=31536000, immutable',
  ])
})

describe('what is large', () => {
  const ask = (id: string, { token }: Person, method = 'GET') =>
    fetch(`${app.url}/api/media/${id}`, {
      method,
      redirect: 'manual',
      headers: { authorization: `Bearer ${token}`, range: 'bytes=4000000-4000099' },
    })

  it('goes past the server to whom the guard lets through, for a minute, and each time anew', async () => {
    const { id } = await addPicture(owner, 3)
    const bytes = randomBytes(5_000_000)
    await app.app.store.put(imageKey(id, 'original'), bytes)
    await makePost(owner, { mediaIds: [id], priceLamports: 1_000_000n })
    const answer = await ask(id, owner)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([307, 'private, no-store'])
    const address = new URL(answer.headers.get('location') ?? '')
    expect(address.origin).toBe(server.place.url.origin)
    expect(Number(address.searchParams.get('X-Amz-Expires'))).toBeLessThanOrEqual(60)
    const part = await fetch(address, { headers: { range: 'bytes=4000000-4000099' } })
    expect([part.status, part.headers.get('content-type')]).toEqual([206, 'image/webp'])
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(4_000_000, 4_000_100))).toBe(true)
    for (const method of ['GET', 'HEAD']) {
      const refused = await ask(id, stranger, method)
      expect([refused.status, refused.headers.get('location')]).toEqual([403, null])
    }
  })

  it('may be shown by the pages of the site from there, and from nowhere else', async () => {
    const policy = (await fetch(app.url)).headers.get('content-security-policy')
    for (const directive of ['img-src', 'media-src'])
      expect(policy).toMatch(new RegExp(`${directive} 'self' blob: ${server.place.url.origin}[; ]`))
    expect(policy).toContain("default-src 'self';")
  })
})

it('takes away there too what nothing has used for a day', async () => {
  const { id } = await addPicture(owner, 4)
  await app.app.db.transact((tx) =>
    tx.sql
      .update(media)
      .set({ createdAt: sql`clock_timestamp() - interval '25 hours'` })
      .where(eq(media.id, id)),
  )
  await app.app.db.transact(async (tx) => tx.enqueue('delete-unused-media', {}))
  await expect.poll(() => listed(id), { timeout: 30_000 }).toEqual([])
  ;(await owner.api.get(`/api/media/${id}`)).problem('not_found')
})

it('gives pictures out with everything that is one’s own', async () => {
  const { id } = await addPicture(stranger, 5)
  const folder = await stranger.api.get('/api/me/export')
  const original = await stranger.api.get(`/api/media/${id}`)
  expect(folder.bytes.includes(Buffer.from(`media/${imageKey(id, 'original')}`))).toBe(true)
  expect(folder.bytes.includes(original.bytes)).toBe(true)
})

it('serves everything else while the store is away, and says what is missing', async () => {
  const { id } = await addPicture(owner, 6)
  const post = await makePost(owner, { mediaIds: [id] })
  const etag = (await owner.api.get(`/api/media/${id}`)).headers.get('etag') ?? ''
  await server.kill()
  // Who holds it already goes on with it.
  expect((await owner.api.get(`/api/media/${id}`, { 'if-none-match': etag })).status).toBe(304)
  const reading = await owner.api.get(`/api/media/${id}`)
  expect([reading.status, reading.json.code, reading.json.reason]).toEqual([503, 'unavailable', 'storage'])
  expect(reading.headers.get('retry-after')).not.toBeNull()
  const writing = await upload(owner, await picture(7).jpeg().toBuffer())
  expect([writing.status, writing.json.reason]).toEqual([503, 'storage'])
  expect((await owner.api.get(`/api/posts/${post.id}`)).json.media).toHaveLength(1)
  await expect
    .poll(async () => (await owner.api.get('/readyz')).json, { timeout: 20_000 })
    .toMatchObject({ status: 'degraded', checks: { storage: false, serving: true, database: true } })
  await server.start()
  expect((await owner.api.get(`/api/media/${id}`)).status).toBe(200)
  await addPicture(owner, 8)
  await expect
    .poll(async () => (await owner.api.get('/readyz')).json.status, { timeout: 20_000 })
    .toBe('ready')
})
