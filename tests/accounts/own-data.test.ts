import { afterAll, beforeAll, expect, it } from 'vitest'
import { decodeJson } from '@/lib/schema/json'
import { ApiClient } from '@/tests/support/app/api-client'
import { addPicture } from '@/tests/support/app/images'
import { makeCreator, makePost, type Person, SECRET, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { filesInZip } from '@/tests/support/app/zip'
import { buy, fund } from '@/tests/support/money/purchases'

const PRICE = 20_000_000n

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

async function exportOf({ api }: Person) {
  const { status, headers, bytes } = await api.get('/api/me/export')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('application/zip')
  expect(headers.get('cache-control')).toBe('private, no-store')
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="fonana-\d{4}-\d\d-\d\d\.zip"$/)
  return filesInZip(bytes)
}

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of a file is what it says about it
const readJson = (files: Map<string, Buffer>, name: string): any => decodeJson(String(files.get(name)))

it('has everything that is a creator’s own, and their pictures to the byte', async () => {
  const [creator, other] = [await makeCreator(app, { tiers: { basic: PRICE } }), await makeCreator(app)]
  await fund(creator)
  await creator.api.patch('/api/me/creator', { bio: 'My own бio', handle: 'taken_along' })
  const picture = await addPicture(creator, 1)
  await creator.api.patch(`/api/media/${picture.id}`, { alt: 'What is in it' })
  const { bytes } = await creator.api.get(`/api/media/${picture.id}`)
  const input = { title: 'Mine', body: 'My **words**', priceLamports: PRICE, mediaIds: [picture.id] }
  const post = await makePost(creator, input)
  await creator.api.post('/api/posts', { title: 'Begun', body: 'Draft words', status: 'draft' })
  const theirs = await makePost(other, { title: 'Not mine', priceLamports: PRICE })
  const openTo = await makePost(other)
  const bought = await buy(creator, { kind: 'post', postId: theirs.id })
  await creator.api.post(`/api/posts/${openTo.id}/comments`, { body: 'I said so' })
  await other.api.post(`/api/posts/${openTo.id}/comments`, { body: 'They did not' })
  await creator.api.put(`/api/creators/${other.handle}/follow`)
  await fund(other)
  await buy(other, { kind: 'subscription', creatorId: creator.id, tier: 'basic' })

  const files = await exportOf(creator)
  expect([...files.keys()]).toEqual([
    ...['account.json', 'posts.json', 'series.json', 'comments.json', 'following.json', 'subscriptions.json'],
    ...['purchases.json', 'notifications.json', 'members.csv', 'sales.csv'],
    `media/${picture.id}.original.webp`,
  ])
  expect(readJson(files, 'account.json')).toMatchObject({
    id: creator.id,
    wallet: creator.wallet,
    handle: 'taken_along',
    page: { bio: 'My own бio', formerHandles: [creator.handle], tiers: [{ tier: 'basic' }] },
  })
  expect(readJson(files, 'posts.json')).toMatchObject([
    {
      id: post.id,
      body: 'My **words**',
      status: 'published',
      media: [{ id: picture.id, alt: 'What is in it' }],
    },
    { title: 'Begun', body: 'Draft words', status: 'draft' },
  ])
  expect(readJson(files, 'comments.json')).toMatchObject([{ postId: openTo.id, body: 'I said so' }])
  expect(readJson(files, 'following.json')).toMatchObject([{ id: other.id, handle: other.handle }])
  expect(readJson(files, 'purchases.json')).toMatchObject([{ id: bought.id, status: 'confirmed' }])
  expect(readJson(files, 'notifications.json')).toMatchObject([{ kind: 'subscriber' }])
  expect(String(files.get('members.csv'))).toContain(other.wallet)
  expect(String(files.get('sales.csv')).trim().split('\r\n')).toHaveLength(2)
  expect(files.get(`media/${picture.id}.original.webp`)?.equals(bytes)).toBe(true)
  // What others wrote is theirs, bought or not.
  for (const text of files.values())
    for (const mark of [SECRET, 'They did not']) expect(text.includes(mark)).toBe(false)
})

it('is a fan’s too, and nobody else’s', async () => {
  const fan = await signIn(app)
  await makePost(await makeCreator(app))
  const files = await exportOf(fan)
  expect([...files.keys()]).not.toContain('sales.csv')
  expect(readJson(files, 'account.json')).toMatchObject({ id: fan.id, handle: null, page: null })
  for (const name of ['posts.json', 'comments.json', 'following.json', 'purchases.json'])
    expect(readJson(files, name)).toEqual([])
  ;(await new ApiClient(app.url).get('/api/me/export')).problem('unauthorized')
})

it('is read as it is taken, and no further where its reader goes away', async () => {
  const creator = await makeCreator(app)
  for (let n = 0; n < 3; n += 1) await makePost(creator, { body: 'long '.repeat(9_000) })
  const stopping = new AbortController()
  const answer = await fetch(`${app.url}/api/me/export`, {
    headers: { authorization: `Bearer ${creator.token}` },
    signal: stopping.signal,
  })
  expect(answer.headers.get('content-length')).toBeNull()
  await answer.body?.getReader().read()
  stopping.abort()
  // The server goes on as if nothing had been; an error would fail the closing of the app.
  expect((await creator.api.get('/api/me')).status).toBe(200)
})
