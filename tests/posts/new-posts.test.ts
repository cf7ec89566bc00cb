import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageOf } from '@/lib/schema/common'
import { NewPosts, Post } from '@/lib/schema/posts'
import { ApiClient } from '@/tests/support/app/api-client'
import { makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let fan: Person
beforeAll(async () => {
  app = await startTestApp()
  fan = await signIn(app)
})
afterAll(() => app.close())

const read = async (who: Person, path: string) => (await who.api.get(path)).as(NewPosts)
const inFeed = (since: string, filter = 'all') => `/api/feed/new?since=${since}&filter=${filter}`

describe('what is new in a feed', () => {
  it('is what came after the newest that is shown, and by whom, the latest first', async () => {
    const creators = [
      await makeCreator(app),
      await makeCreator(app),
      await makeCreator(app),
      await makeCreator(app),
    ]
    const [first] = creators
    if (first === undefined) throw new Error('nobody')
    const { createdAt } = await makePost(first)
    expect(await read(fan, inFeed(createdAt))).toEqual({ count: 0, authors: [] })
    for (const creator of [...creators, first]) await makePost(creator)
    const { count, authors } = await read(fan, inFeed(createdAt))
    expect(count).toBe(5)
    const [, , third, fourth] = creators
    expect(authors.map(({ id }) => id)).toEqual([first.id, fourth?.id, third?.id])
    const elsewhere = new Date(Date.parse(createdAt) - 8 * 3_600_000).toISOString().replace('Z', '-08:00')
    expect((await read(fan, inFeed(elsewhere))).count).toBe(5)
  })

  it('is only what that feed would show', async () => {
    const [followed, other] = [await makeCreator(app), await makeCreator(app)]
    await fan.api.put(`/api/creators/${followed.handle}/follow`)
    const { createdAt } = await makePost(followed)
    const taken = await makePost(followed)
    await followed.api.patch(`/api/posts/${taken.id}`, { listed: false })
    await followed.api.delete(`/api/posts/${(await makePost(followed)).id}`)
    await makePost(other)
    expect((await read(fan, inFeed(createdAt, 'following'))).count).toBe(0)
    await makePost(followed)
    expect(await read(fan, inFeed(createdAt, 'following'))).toMatchObject({
      count: 1,
      authors: [{ id: followed.id }],
    })
    expect((await read(fan, inFeed(createdAt, 'subscribed'))).count).toBe(0)
    expect((await read(fan, `/api/creators/${followed.handle}/posts/new?since=${createdAt}`)).count).toBe(1)
  })

  it('is nobody’s without signing in, but for what all see', async () => {
    const visitor = new ApiClient(app.url)
    const since = new Date().toISOString()
    ;(await visitor.get(inFeed(since, 'following'))).problem('unauthorized')
    expect((await visitor.get(inFeed(since))).as(NewPosts).count).toBe(0)
    ;(await visitor.get('/api/feed/new?since=yesterday')).problem('validation_failed')
    ;(await visitor.get(`/api/creators/nobody_here/posts/new?since=${since}`)).problem('not_found')
  })
})

it('begins a list with the post that is named, or where it would stand', async () => {
  const creator = await makeCreator(app)
  const [oldest, middle] = [await makePost(creator), await makePost(creator)]
  await makePost(creator)
  const list = async (query: string) =>
    (await fan.api.get(`/api/creators/${creator.handle}/posts?${query}`))
      .as(pageOf(Post))
      .items.map(({ id }) => id)
  expect(await list(`from=${middle.id}`)).toEqual([middle.id, oldest.id])
  await creator.api.delete(`/api/posts/${middle.id}`)
  expect(await list(`from=${middle.id}`)).toEqual([oldest.id])
  expect(await list(`from=${middle.id}&cursor=${oldest.id}`)).toEqual([])
})
