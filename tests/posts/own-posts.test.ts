import { afterAll, beforeAll, expect, it } from 'vitest'
import { pageOf } from '@/lib/schema/common'
import { OwnPost, Post } from '@/lib/schema/posts'
import { ApiClient } from '@/tests/support/app/api-client'
import { makeCreator, makePost, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund } from '@/tests/support/money/purchases'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('has everything that the caller has written, by status and by words, and what was sold', async () => {
  const [writer, fan] = [await makeCreator(app), await signIn(app)]
  await fund(fan)
  const list = async (query = '') => (await writer.api.get(`/api/me/posts${query}`)).as(pageOf(OwnPost))
  const own = async (query = '') => (await list(query)).items
  expect(await own()).toEqual([])
  const sold = await makePost(writer, { title: 'Über den Nebel', priceLamports: 5_000_000n })
  const unlisted = await makePost(writer, { title: 'Unlisted', tags: ['nebel'] })
  await writer.api.patch(`/api/posts/${unlisted.id}`, { listed: false })
  const draft = (await writer.api.post('/api/posts', { status: 'draft', title: 'Draft' })).as(Post, 201)
  await buy(fan, { kind: 'post', postId: sold.id })
  const all = await own()
  expect(all.map(({ id }) => id)).toEqual([draft.id, unlisted.id, sold.id])
  expect(all[2]).toMatchObject({ salesCount: 1, earnedLamports: 4_500_000n, status: 'published' })
  expect(all[0]).toMatchObject({ salesCount: 0, earnedLamports: 0n, status: 'draft' })
  const found = async (query: string) => (await own(query)).map(({ id }) => id)
  expect(await found('?status=draft')).toEqual([draft.id])
  expect(await found('?status=published')).toEqual([unlisted.id, sold.id])
  expect(await found(`?query=${encodeURIComponent('NEBEL')}`)).toEqual([unlisted.id, sold.id])
  expect(await found('?query=nothing')).toEqual([])
  const page = await list('?limit=2')
  expect(await found(`?limit=2&cursor=${page.nextCursor}`)).toEqual([sold.id])
  ;(await writer.api.get('/api/me/posts?status=deleted')).problem('validation_failed')
  ;(await fan.api.get('/api/me/posts')).problem('forbidden')
  ;(await new ApiClient(app.url).get('/api/me/posts')).problem('unauthorized')
})
