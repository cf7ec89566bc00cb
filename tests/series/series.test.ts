import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { posts } from '@/lib/db/tables/content'
import { series, seriesPosts } from '@/lib/db/tables/series'
import { type Page, pageOf } from '@/lib/schema/common'
import { LIMITS } from '@/lib/schema/limits'
import { Post } from '@/lib/schema/posts'
import {
  CreatorSeries,
  OwnSeries,
  OwnSeriesList,
  OwnSeriesPage,
  PostSeries,
  SeriesPage,
} from '@/lib/schema/series'
import { ApiClient } from '@/tests/support/app/api-client'
import { type Creator, makeCreator, makePost, type Person, SECRET, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { filesInZip } from '@/tests/support/app/zip'
import { buy, fund } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

const PRICE = 20_000_000n

let app: TestApp
let anonymous: ApiClient
beforeAll(async () => {
  app = await startTestApp()
  anonymous = new ApiClient(app.url)
})
afterAll(() => app.close())

async function makeSeries({ api }: Person, title = 'A series', description = ''): Promise<string> {
  return (await api.post('/api/me/series', { title, description })).as(OwnSeries, 201).id
}

const put = ({ api }: Person, postId: string, seriesId: string | null) =>
  api.put(`/api/posts/${postId}/series`, { seriesId })

/** A series with so many posts, of which nothing but their titles is said: `1`, `2` and so on. */
async function makeFilled(author: Creator, count: number): Promise<{ id: string; posts: Post[] }> {
  const id = await makeSeries(author)
  const posts: Post[] = []
  for (let number = 1; number <= count; number += 1) {
    const post = await makePost(author, { title: String(number) })
    await put(author, post.id, id)
    posts.push(post)
  }
  return { id, posts }
}

const titlesFor = async (api: ApiClient, id: string) =>
  (await api.get(`/api/series/${id}/posts`)).as(pageOf(Post)).items.map(({ title }) => title)
const ownTitles = async ({ api }: Person, id: string) =>
  (await api.get(`/api/me/series/${id}`)).as(OwnSeriesPage).posts.map(({ title }) => title)
const seriesOf = async (api: ApiClient, { handle }: Creator) =>
  (await api.get(`/api/creators/${handle}/series`)).as(CreatorSeries).items
const partFor = async (api: ApiClient, postId: string) =>
  (await api.get(`/api/posts/${postId}/series`)).as(PostSeries).series

describe('a series', () => {
  it('is made, renamed and deleted by its creator; its posts stay', async () => {
    const author = await makeCreator(app)
    const made = (
      await author.api.post('/api/me/series', { title: ' The  sea ', description: 'Twelve walks' })
    ).as(OwnSeries, 201)
    expect(made).toMatchObject({ title: 'The  sea', description: 'Twelve walks', postsCount: 0 })
    const post = await makePost(author)
    expect((await put(author, post.id, made.id)).status).toBe(204)
    const path = `/api/me/series/${made.id}`
    const renamed = (await author.api.patch(path, { title: 'The shore' })).as(OwnSeries)
    expect(renamed).toMatchObject({ title: 'The shore', description: 'Twelve walks', postsCount: 1 })
    expect((await author.api.delete(path)).status).toBe(204)
    expect((await author.api.get('/api/me/series')).as(OwnSeriesList).items).toEqual([])
    expect((await anonymous.get(`/api/posts/${post.id}`)).status).toBe(200)
    expect(await partFor(anonymous, post.id)).toBeNull()
    ;(await anonymous.get(`/api/series/${made.id}`)).problem('not_found')
  })

  it('is one, though it was sent twice', async () => {
    const author = await makeCreator(app)
    const key = { 'idempotency-key': randomUUID() }
    const send = () => author.api.call('POST', '/api/me/series', { title: 'Once' }, key)
    const [one, again] = [await send(), await send()]
    expect(again.text).toBe(one.text)
    expect((await author.api.get('/api/me/series')).as(OwnSeriesList).items).toHaveLength(1)
  })

  it('is not renamed by who has not seen its name', async () => {
    const author = await makeCreator(app)
    const { id, updatedAt } = (await author.api.post('/api/me/series', { title: 'First' })).as(OwnSeries, 201)
    await author.api.patch(`/api/me/series/${id}`, { title: 'Second', version: updatedAt })
    const refused = await author.api.patch(`/api/me/series/${id}`, { title: 'Third', version: updatedAt })
    refused.problem('conflict')
    expect(refused.json.current).toMatchObject({ title: 'Second' })
  })

  it('needs a title of one line that can be seen', async () => {
    const author = await makeCreator(app)
    for (const title of ['', '   ', 'two\nlines', 'x'.repeat(LIMITS.seriesTitle + 1), '\u200b'])
      (await author.api.post('/api/me/series', { title })).problem('validation_failed')
  })

  it('is for creators alone', async () => {
    const reader = await signIn(app)
    ;(await reader.api.post('/api/me/series', { title: 'Mine' })).problem('not_found')
    ;(await reader.api.get('/api/me/series')).problem('forbidden')
  })

  it('is nobody else’s to change, to look into or to fill', async () => {
    const [author, other] = [await makeCreator(app), await makeCreator(app)]
    const { id, posts } = await makeFilled(author, 2)
    const theirs = await makePost(other)
    const [first] = posts as [Post]
    for (const refused of [
      await other.api.get(`/api/me/series/${id}`),
      await other.api.patch(`/api/me/series/${id}`, { title: 'Theirs' }),
      await other.api.delete(`/api/me/series/${id}`),
      await other.api.put(`/api/me/series/${id}/order`, { ids: [] }),
      await put(other, theirs.id, id),
      await put(author, randomUUID(), id),
    ])
      refused.problem('not_found')
    ;(await put(other, first.id, null)).problem('forbidden')
    ;(await put(author, theirs.id, id)).problem('forbidden')
    expect(await ownTitles(author, id)).toEqual(['1', '2'])
  })

  it('is one of so many', async () => {
    const author = await makeCreator(app)
    await app.app.db.transact(async (tx) => {
      const all = Array.from({ length: LIMITS.series }, (_, place) => ({
        id: randomUUID(),
        creatorId: author.id,
        title: 'One of many',
        place,
      }))
      await tx.sql.insert(series).values(all)
    })
    const refused = await author.api.post('/api/me/series', { title: 'Too many' })
    refused.problem('too_many_series')
    expect(refused.json.max).toBe(LIMITS.series)
  })

  it('has so many posts', async () => {
    const author = await makeCreator(app)
    const id = await makeSeries(author)
    const post = await makePost(author)
    await app.app.db.transact(async (tx) => {
      const drafts = Array.from({ length: LIMITS.seriesPosts }, () => randomUUID())
      const empty = { authorId: author.id, title: '', teaser: '', body: '', listed: false }
      await tx.sql.insert(posts).values(drafts.map((it) => ({ id: it, ...empty, status: 'draft' as const })))
      await tx.sql
        .insert(seriesPosts)
        .values(drafts.map((postId, place) => ({ postId, seriesId: id, place })))
    })
    const refused = await put(author, post.id, id)
    refused.problem('series_full')
    expect(refused.json.max).toBe(LIMITS.seriesPosts)
  })
})

describe('the order', () => {
  it('of posts is what was said last; who is not named comes after, and none is added or lost', async () => {
    const author = await makeCreator(app)
    const { id, posts } = await makeFilled(author, 4)
    const [one, two, three, four] = posts.map((post) => post.id) as [string, string, string, string]
    const order = async (ids: string[]) =>
      (await author.api.put(`/api/me/series/${id}/order`, { ids }))
        .as(OwnSeriesPage)
        .posts.map((it) => it.title)
    expect(await order([three, one, two, four])).toEqual(['3', '1', '2', '4'])
    expect(await order([four])).toEqual(['4', '3', '1', '2'])
    const stranger = await makePost(author, { title: 'In none' })
    expect(await order([randomUUID(), stranger.id, two, one])).toEqual(['2', '1', '4', '3'])
    expect(await titlesFor(anonymous, id)).toEqual(['2', '1', '4', '3'])
    ;(await author.api.put(`/api/me/series/${id}/order`, { ids: [one, one] })).problem('validation_failed')
  })

  it('of posts holds, whoever orders and adds at the same time', async () => {
    const author = await makeCreator(app)
    const { id, posts } = await makeFilled(author, 6)
    const ids = posts.map((post) => post.id)
    const added = await Promise.all(['7', '8', '9'].map((title) => makePost(author, { title })))
    await Promise.all([
      ...added.map((post) => put(author, post.id, id)),
      ...[ids, ids.toReversed(), ids.slice(2)].map((order) =>
        author.api.put(`/api/me/series/${id}/order`, { ids: order }),
      ),
      put(author, ids[0] as string, null),
      author.api.delete(`/api/posts/${ids[1]}`),
    ])
    expect((await ownTitles(author, id)).toSorted()).toEqual(['3', '4', '5', '6', '7', '8', '9'])
    const places = await app.app.db.read
      .select({ place: seriesPosts.place })
      .from(seriesPosts)
      .where(eq(seriesPosts.seriesId, id))
    expect(new Set(places.map(({ place }) => place)).size).toBe(7)
  })

  it('of series among themselves is their creator’s', async () => {
    const author = await makeCreator(app)
    const other = await makeCreator(app)
    const theirs = await makeFilled(other, 1)
    const [one, two, three] = [
      await makeSeries(author, 'One'),
      await makeSeries(author, 'Two'),
      await makeSeries(author, 'Three'),
    ]
    const reply = await author.api.put('/api/me/series/order', { ids: [three, theirs.id, one] })
    expect(reply.as(OwnSeriesList).items.map(({ id }) => id)).toEqual([three, one, two])
    expect((await seriesOf(anonymous, other)).map(({ id }) => id)).toEqual([theirs.id])
  })

  it('puts a post that comes in last, and a post is in one series', async () => {
    const author = await makeCreator(app)
    const [from, to] = [await makeFilled(author, 2), await makeFilled(author, 2)]
    const [first] = from.posts as [Post]
    await put(author, first.id, to.id)
    await put(author, first.id, to.id)
    expect(await ownTitles(author, from.id)).toEqual(['2'])
    expect(await ownTitles(author, to.id)).toEqual(['1', '2', '1'])
    const own = (await author.api.get(`/api/me/series?post=${first.id}`)).as(OwnSeriesList).items
    expect(own.map(({ id, hasPost, postsCount }) => [id, hasPost, postsCount])).toEqual([
      [from.id, false, 1],
      [to.id, true, 3],
    ])
    await put(author, first.id, null)
    expect(await partFor(anonymous, first.id)).toBeNull()
  })
})

describe('who reads', () => {
  it('finds the series of a creator, its posts in their order, and the way through them', async () => {
    const author = await makeCreator(app)
    const { id, posts } = await makeFilled(author, 3)
    const [one, two, three] = posts as [Post, Post, Post]
    expect(await seriesOf(anonymous, author)).toEqual([
      { id, creatorId: author.id, title: 'A series', description: '', postsCount: 3, openCount: 3 },
    ])
    expect((await anonymous.get(`/api/series/${id}`)).as(SeriesPage)).toMatchObject({ id, postsCount: 3 })
    expect(await partFor(anonymous, one.id)).toMatchObject({
      id,
      title: 'A series',
      part: 1,
      postsCount: 3,
      previous: null,
      next: { id: two.id, title: '2' },
    })
    expect(await partFor(anonymous, three.id)).toMatchObject({
      part: 3,
      previous: { id: two.id },
      next: null,
    })
  })

  it('gets its posts in pages, none of them twice', async () => {
    const author = await makeCreator(app)
    const { id } = await makeFilled(author, 5)
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const asked = `/api/series/${id}/posts?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`
      const page: Page<Post> = (await anonymous.get(asked)).as(pageOf(Post))
      seen.push(...page.items.map(({ title }) => title))
      cursor = page.nextCursor
    }
    expect(seen).toEqual(['1', '2', '3', '4', '5'])
    for (const wrong of ['x', '-1', id, '99999999999'])
      (await anonymous.get(`/api/series/${id}/posts?cursor=${wrong}`)).problem('validation_failed')
  })

  it('is told how much is open to them, and gets nothing that is locked', async () => {
    const author = await makeCreator(app, { tiers: { basic: PRICE } })
    const [member, buyer] = [await signIn(app), await signIn(app)]
    for (const person of [member, buyer]) await fund(person)
    const { id } = await makeFilled(author, 1)
    const sold = await makePost(author, { title: 'Sold', priceLamports: PRICE })
    const forMembers = await makePost(author, { title: 'For members', minTier: 'basic' })
    for (const post of [sold, forMembers]) await put(author, post.id, id)
    await buy(member, { kind: 'subscription', creatorId: author.id, tier: 'basic' })
    await buy(buyer, { kind: 'post', postId: sold.id })
    const openFor = async (api: ApiClient) => (await api.get(`/api/series/${id}`)).as(SeriesPage).openCount
    expect(await openFor(anonymous)).toBe(1)
    expect(await openFor(member.api)).toBe(2)
    expect(await openFor(buyer.api)).toBe(2)
    expect(await openFor(author.api)).toBe(3)
    const locked = (await anonymous.get(`/api/series/${id}/posts`)).as(pageOf(Post)).items
    expect(locked.map(({ title, unlocked }) => [title, unlocked])).toEqual([
      ['1', true],
      ['Sold', false],
      ['For members', false],
    ])
    expect(
      JSON.stringify(locked.slice(1), (_, it) => (typeof it === 'bigint' ? Number(it) : it)),
    ).not.toContain(SECRET)
  })

  it('sees nothing of what is not out, not listed, or deleted: not in a title, a count or a link', async () => {
    const author = await makeCreator(app)
    const reader = await signIn(app)
    const { id, posts } = await makeFilled(author, 3)
    const [one, two, three] = posts as [Post, Post, Post]
    const draft = (await author.api.post('/api/posts', { title: 'Hidden draft', status: 'draft' })).as(
      Post,
      201,
    )
    const later = await makePost(author, {
      title: 'Hidden until then',
      status: 'scheduled',
      publishAt: '2099-01-01T00:00:00Z',
    })
    for (const post of [draft, later]) await put(author, post.id, id)
    await author.api.put(`/api/me/series/${id}/order`, {
      ids: [draft.id, one.id, later.id, two.id, three.id],
    })
    await author.api.patch(`/api/posts/${two.id}`, { title: 'Hidden now', listed: false })
    for (const { api } of [reader, { api: anonymous }]) {
      const texts = [
        await api.get(`/api/creators/${author.handle}/series`),
        await api.get(`/api/series/${id}`),
        await api.get(`/api/series/${id}/posts`),
        await api.get(`/api/posts/${one.id}/series`),
        await api.get(`/api/posts/${three.id}/series`),
        await api.get(`/api/creators/${author.handle}/posts`),
      ]
      for (const { text, request } of texts) expect(text, request).not.toContain('Hidden')
      expect(await titlesFor(api, id)).toEqual(['1', '3'])
      expect(await partFor(api, one.id)).toMatchObject({ part: 1, postsCount: 2, next: { id: three.id } })
      for (const hidden of [draft, later, two])
        (await api.get(`/api/posts/${hidden.id}/series`)).problem('not_found')
    }
    // Their author has them all, and among those that are out what is not listed, as on their page.
    expect(await ownTitles(author, id)).toEqual(['Hidden draft', '1', 'Hidden until then', 'Hidden now', '3'])
    expect(await titlesFor(author.api, id)).toEqual(['1', 'Hidden now', '3'])
    expect(await partFor(author.api, draft.id)).toBeNull()
    await author.api.patch(`/api/posts/${draft.id}`, { status: 'published', body: 'Now' })
    expect(await titlesFor(anonymous, id)).toEqual(['Hidden draft', '1', '3'])
    await author.api.delete(`/api/posts/${one.id}`)
    expect(await titlesFor(anonymous, id)).toEqual(['Hidden draft', '3'])
    expect(await ownTitles(author, id)).toEqual(['Hidden draft', 'Hidden until then', 'Hidden now', '3'])
  })

  it('does not find a series of which they see no post', async () => {
    const author = await makeCreator(app)
    const reader = await signIn(app)
    const { id, posts } = await makeFilled(author, 1)
    const [post] = posts as [Post]
    await author.api.patch(`/api/posts/${post.id}`, { listed: false })
    for (const api of [anonymous, reader.api]) {
      expect(await seriesOf(api, author)).toEqual([])
      for (const path of ['', '/posts']) (await api.get(`/api/series/${id}${path}`)).problem('not_found')
    }
    expect(await seriesOf(author.api, author)).toHaveLength(1)
    for (const path of [
      `/api/series/${randomUUID()}`,
      '/api/series/none',
      `/api/posts/${randomUUID()}/series`,
    ])
      (await anonymous.get(path)).problem('not_found')
  })
})

describe('what is told', () => {
  it('reaches the creator and who looks at them, and of what nobody sees the creator alone', async () => {
    const author = await makeCreator(app)
    const reader = await signIn(app)
    const own = await connect(app, author, `user:${author.id}`)
    const theirs = await connect(app, reader, `creator:${author.id}`)
    const id = await makeSeries(author, 'Hidden title')
    await own.next('series_updated')
    const draft = (await author.api.post('/api/posts', { title: 'Begun', status: 'draft' })).as(Post, 201)
    await put(author, draft.id, id)
    await own.next('series_updated')
    const post = await makePost(author)
    await put(author, post.id, id)
    const event = await theirs.next('series_updated')
    expect(event.data).toEqual({ creatorId: author.id })
    const heard = theirs.all.filter(({ type }) => type === 'series_updated')
    expect(heard).toHaveLength(1)
    expect(theirs.text).not.toMatch(/Hidden|Begun/)
    await author.api.delete(`/api/me/series/${id}`)
    await theirs.next('series_updated')
    own.close()
    theirs.close()
  })
})

it('goes with the page of whoever asks for what is their own', async () => {
  const author = await makeCreator(app)
  const { id, posts } = await makeFilled(author, 2)
  await author.api.put(`/api/me/series/${id}/order`, { ids: [posts[1]?.id] })
  const { bytes } = await author.api.get('/api/me/export')
  const file = String(filesInZip(bytes).get('series.json'))
  expect(JSON.parse(file)).toMatchObject([{ id, title: 'A series', postIds: [posts[1]?.id, posts[0]?.id] }])
})
