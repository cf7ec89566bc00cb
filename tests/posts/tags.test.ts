import { afterAll, beforeAll, expect, it } from 'vitest'
import { pageOf } from '@/lib/schema/common'
import { Post } from '@/lib/schema/posts'
import { ApiClient } from '@/tests/support/app/api-client'
import { makeCreator, makePost, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

async function titles(path: string, api = new ApiClient(app.url)): Promise<string[]> {
  return (await api.get(path)).as(pageOf(Post)).items.map(({ title }) => title)
}

it('keeps tags in small letters, composed, each once, in any script', async () => {
  const author = await makeCreator(app)
  const post = await makePost(author, { tags: ['Foto', 'foto', 'И\u0306од', '東京', 'हिन्दी-2'] })
  expect(post.tags).toEqual(['foto', 'йод', '東京', 'हिन्दी-2'])
  const changed = (await author.api.patch(`/api/posts/${post.id}`, { tags: ['ΆΛΛΟ'] })).as(Post)
  expect(changed.tags).toEqual(['άλλο'])
  expect((await author.api.patch(`/api/posts/${post.id}`, { title: 'New' })).as(Post).tags).toEqual(['άλλο'])
  expect((await makePost(author)).tags).toEqual([])
})

it.each([
  [['a b']],
  [['#a']],
  [['--']],
  [['']],
  [['x'.repeat(31)]],
  [['a,b']],
  [['1', '2', '3', '4', '5', '6']],
  [[7]],
])('refuses %j', async (tags) => {
  const author = await makeCreator(app)
  const reply = await author.api.post('/api/posts', { title: 'T', body: 'B', tags })
  expect(Object.keys(reply.problem('validation_failed').errors)[0]).toMatch(/^tags/)
})

it('lists what has a tag by now, page by page, and nothing that is not listed or gone', async () => {
  const author = await makeCreator(app)
  const listed = await Promise.all(
    ['a', 'b', 'c'].map((title) => makePost(author, { title, tags: ['slow', 'light'] })),
  )
  await makePost(author, { title: 'other', tags: ['slowly'] })
  const path = `/api/feed?tag=SLOW`
  const first = (await author.api.get(`${path}&limit=2`)).as(pageOf(Post))
  const second = (await author.api.get(`${path}&limit=2&cursor=${first.nextCursor}`)).as(pageOf(Post))
  expect(second.nextCursor).toBeNull()
  const newest = listed
    .map(({ id }) => id)
    .sort()
    .reverse()
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(newest)

  const theirs = `/api/creators/${author.handle}/posts?tag=slow`
  await author.api.patch(`/api/posts/${listed[0]?.id}`, { listed: false })
  await author.api.delete(`/api/posts/${listed[1]?.id}`)
  expect(await titles(path)).toEqual(['c'])
  expect(await titles(theirs)).toEqual(['c'])
  expect((await titles(theirs, author.api)).sort()).toEqual(['a', 'c'])
  await author.api.patch(`/api/posts/${listed[2]?.id}`, { tags: ['light'] })
  expect(await titles(path)).toEqual([])
  expect(await titles('/api/feed?tag=light')).toEqual(['c'])
  expect(await titles(`/api/feed?tag=${encodeURIComponent('no tag at all')}`)).toEqual([])
})

it('goes along with each filter of the feed', async () => {
  const [followed, other] = [await makeCreator(app), await makeCreator(app)]
  const fan = await signIn(app)
  await fan.api.put(`/api/creators/${followed.handle}/follow`)
  const theirs = await makePost(followed, { title: 'theirs', tags: ['both'], priceLamports: 5_000_000n })
  await makePost(followed, { title: 'without' })
  await makePost(other, { title: 'others', tags: ['both'] })
  expect(await titles('/api/feed?filter=following&tag=both', fan.api)).toEqual(['theirs'])
  expect(await titles('/api/feed?filter=open&tag=both')).toEqual(['others'])
  expect(await titles('/api/feed?filter=loved&tag=both')).toEqual([])
  await fan.api.put(`/api/posts/${theirs.id}/like`).catch(() => null)
  expect(await titles('/api/feed?filter=loved&tag=both')).toEqual(['theirs'])
})

it('shows of a creator what is open to the reader alone, and what has pictures', async () => {
  const author = await makeCreator(app, { tiers: { basic: 5_000_000n } })
  await makePost(author, { title: 'for all' })
  await makePost(author, { title: 'for members', minTier: 'basic', tags: ['only'] })
  const path = `/api/creators/${author.handle}/posts?filter=open`
  expect(await titles(path)).toEqual(['for all'])
  expect(await titles(path, author.api)).toEqual(['for members', 'for all'])
  expect(await titles(`${path}&tag=only`)).toEqual([])
  expect(await titles(`/api/creators/${author.handle}/posts?filter=pictures`)).toEqual([])
})
