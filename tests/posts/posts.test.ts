import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageOf } from '@/lib/schema/common'
import { Post } from '@/lib/schema/posts'
import { writtenPicture } from '@/lib/schema/text-pictures'
import { ApiClient } from '@/tests/support/app/api-client'
import { addPicture } from '@/tests/support/app/images'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

let app: TestApp
let author: Creator
let anonymous: ApiClient
beforeAll(async () => {
  app = await startTestApp()
  author = await makeCreator(app, { tiers: { basic: 5_000_000n } })
  anonymous = new ApiClient(app.url)
})
afterAll(() => app.close())

/** All items of a list, walked in pages of two. */
async function walk(api: ApiClient, path: string): Promise<Post[]> {
  const items: Post[] = []
  let cursor: string | null = null
  do {
    const query: string = cursor === null ? '' : `&cursor=${cursor}`
    const page = (await api.get(`${path}limit=2${query}`)).as(pageOf(Post))
    expect(page.items.length).toBeLessThanOrEqual(2)
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return items
}

const titles = (posts: Post[]) => posts.map((post) => post.title)

describe('a post', () => {
  it('needs no words where there is something to look at, as long as there is', async () => {
    const { id } = await addPicture(author, 71)
    const wordless = (await author.api.post('/api/posts', { title: 'Light', mediaIds: [id] })).as(Post, 201)
    expect(wordless).toMatchObject({ hasText: false, content: { body: '', blocks: [] } })
    const path = `/api/posts/${wordless.id}`
    const nothing = [{ code: 'required' }]
    const emptied = (await author.api.patch(path, { mediaIds: [] })).problem('validation_failed')
    expect(emptied.issues).toEqual({ body: nothing })
    for (const body of ['', '\n']) {
      const refused = (await author.api.post('/api/posts', { title: 'Dark', body })).problem(
        'validation_failed',
      )
      expect(refused.issues).toEqual({ body: nothing })
    }
    const unseen = { title: 'Dark', body: '\u200b', mediaIds: [id] }
    const refused = (await author.api.post('/api/posts', unseen)).problem('validation_failed')
    expect(refused.issues).toEqual({ body: [{ code: 'invisible' }] })
    const written = (await author.api.patch(path, { body: 'Words', mediaIds: [] })).as(Post)
    expect(written).toMatchObject({ hasText: true, media: [] })
    ;(await author.api.patch(path, { body: '' })).problem('validation_failed')
    expect((await author.api.patch(path, { body: '', mediaIds: [id] })).as(Post).hasText).toBe(false)
  })

  it('goes out of a draft, or at its time, without words too', async () => {
    const mediaIds = [(await addPicture(author, 72)).id]
    const draft = (await author.api.post('/api/posts', { status: 'draft', title: 'Light' })).as(Post, 201)
    const path = `/api/posts/${draft.id}`
    ;(await author.api.patch(path, { status: 'published' })).problem('validation_failed')
    const publishAt = new Date(Date.now() + 86_400_000).toISOString()
    const agreed = { mediaIds, status: 'scheduled', publishAt }
    expect((await author.api.patch(path, agreed)).as(Post).status).toBe('scheduled')
    ;(await author.api.patch(path, { mediaIds: [] })).problem('validation_failed')
    expect((await author.api.patch(path, { status: 'published' })).as(Post).status).toBe('published')
  })

  it('is published, changed and taken away, and each is told on its channels', async () => {
    const fan = await signIn(app)
    const socket = await connect(app, fan, `creator:${author.id}`)
    const { postsCount } = (await anonymous.get(`/api/creators/${author.handle}`)).json
    const input = { title: ' First ', teaser: 'Come in', body: 'hidden words', priceLamports: 7_000_000 }
    const post = (await author.api.post('/api/posts', input)).as(Post, 201)
    expect(post).toMatchObject({
      title: 'First',
      teaser: 'Come in',
      unlockedBy: 'author',
      likesCount: 0,
      commentsCount: 0,
      author: { id: author.id, handle: author.handle },
    })
    const created = await socket.next('post_created')
    expect(created.data.post).toMatchObject({ id: post.id, title: 'First', priceLamports: 7_000_000n })
    await socket.next('creator_updated', (frame) => frame.data.creator.postsCount === postsCount + 1)

    await socket.subscribe(`post:${post.id}`, post.position)
    app.clock.advance(1_000)
    const patch = { title: 'Second', priceLamports: null, minTier: 'basic' }
    const patched = (await author.api.patch(`/api/posts/${post.id}`, patch)).as(Post)
    expect(patched).toMatchObject({ ...patch, teaser: 'Come in', content: { body: 'hidden words' } })
    expect(patched.updatedAt > post.updatedAt).toBe(true)
    for (const channel of [`post:${post.id}`, `creator:${author.id}`]) {
      const updated = await socket.next('post_updated', (frame) => frame.channel === channel)
      expect(updated.data.post).toMatchObject({ id: post.id, ...patch })
    }

    expect((await author.api.delete(`/api/posts/${post.id}`)).status).toBe(204)
    for (const channel of [`post:${post.id}`, `creator:${author.id}`]) {
      await socket.next('post_deleted', (frame) => frame.channel === channel && frame.data.postId === post.id)
    }
    await socket.next('creator_updated', (frame) => frame.data.creator.postsCount === postsCount)
    expect(socket.text).not.toContain('hidden words')
    socket.close()
  })

  it('that was deleted is there for nobody, by no way', async () => {
    const post = await makePost(author, { priceLamports: 5_000_000n })
    const buyer = await signIn(app)
    await author.api.delete(`/api/posts/${post.id}`)
    for (const { api } of [author, buyer]) {
      ;(await api.get(`/api/posts/${post.id}`)).problem('not_found')
      ;(await api.get(`/api/posts/${post.id}/comments`)).problem('not_found')
      ;(await api.post(`/api/posts/${post.id}/comments`, { body: 'x' })).problem('not_found')
      ;(await api.put(`/api/posts/${post.id}/like`)).problem('not_found')
      ;(await api.patch(`/api/posts/${post.id}`, {})).problem('not_found')
      ;(await api.delete(`/api/posts/${post.id}`)).problem('not_found')
      expect((await walk(api, '/api/feed?')).map(({ id }) => id)).not.toContain(post.id)
    }
    ;(await buyer.api.post('/api/quotes', { item: { kind: 'post', postId: post.id } })).problem('not_found')
    const socket = await connect(app, buyer)
    socket.send({ type: 'subscribe', channel: `post:${post.id}` })
    expect((await socket.next('error')).data.code).toBe('unknown_channel')
    socket.close()
  })

  it.each<[string, object]>([
    ['title', { title: ' ' }],
    ['title', { title: 'x'.repeat(141) }],
    ['teaser', { teaser: 'x'.repeat(501) }],
    ['body', { body: 'x'.repeat(50_001) }],
    ['priceLamports', { priceLamports: 0 }],
    ['priceLamports', { priceLamports: -1 }],
    ['tags.0', { tags: ['x'.repeat(31)] }],
    ['tags.0', { tags: ['İ'.repeat(16)] }],
    ['mediaIds', { mediaIds: Array.from({ length: 11 }, () => crypto.randomUUID()) }],
  ])('is refused for its %s, when it is written and when it is changed', async (field, wrong) => {
    const right = { title: 'x', body: 'x' }
    expect((await author.api.post('/api/posts', { ...right, ...wrong })).fieldErrors(field)).toHaveLength(1)
    const post = await makePost(author)
    expect((await author.api.patch(`/api/posts/${post.id}`, wrong)).fieldErrors(field)).toHaveLength(1)
  })

  it('with a wrong image is not written at all', async () => {
    const before = (await anonymous.get(`/api/creators/${author.handle}`)).json
    const reply = await author.api.post('/api/posts', {
      title: 'x',
      body: 'x',
      mediaIds: [crypto.randomUUID()],
    })
    reply.problem('not_found')
    const after = (await anonymous.get(`/api/creators/${author.handle}`)).json
    expect(after).toEqual(before)
  })
})

describe('the text of a post', () => {
  const picture = (id: string) => ({ is: 'picture', id })
  const paragraph = (text: string) => ({ is: 'paragraph', of: [text] })

  it('shows pictures of that post where they stand, and no other', async () => {
    const [mine, another] = [await addPicture(author, 1), await addPicture(author, 2)]
    const { id } = await makePost(author, { title: 'Other', body: 'x', mediaIds: [another.id] })
    const foreign = '![A cat](https://example.com/cat.png)'
    const body = `One\n\n${writtenPicture(mine.id)}\n\n![Two](/api/media/${another.id})\n\n${foreign}`
    const link = { is: 'link', href: 'https://example.com/cat.png', of: ['A cat'] }
    const post = await makePost(author, { title: 'Mine', body, mediaIds: [mine.id] })
    const blocksFor = async (api: ApiClient, postId = post.id) =>
      (await api.get(`/api/posts/${postId}`)).as(Post).content?.blocks
    const shown = [paragraph('One'), picture(mine.id), paragraph('Two'), { is: 'paragraph', of: [link] }]
    for (const api of [author.api, anonymous]) expect(await blocksFor(api)).toEqual(shown)

    // As soon as it is none of its pictures any more; the text stays as it was typed.
    const patched = (await author.api.patch(`/api/posts/${post.id}`, { mediaIds: [] })).as(Post)
    expect(patched.content?.body).toBe(body)
    expect(patched.content?.blocks?.filter(({ is }) => is === 'picture')).toEqual([])
    await author.api.patch(`/api/posts/${id}`, { body })
    expect((await blocksFor(anonymous, id))?.filter(({ is }) => is === 'picture')).toEqual([
      picture(another.id),
    ])
  })
})

describe('lists', () => {
  let others: Creator[]
  let reader: Person
  beforeAll(async () => {
    others = [await makeCreator(app), await makeCreator(app, { tiers: { basic: 5_000_000n } })]
    for (let number = 1; number <= 5; number += 1) {
      await makePost(others[number % 2] as Creator, { title: `Number ${number}` })
    }
    reader = await signIn(app)
    await fund(reader)
  })

  it('give every post once, newest first, page by page', async () => {
    const all = await walk(anonymous, '/api/feed?')
    expect(titles(all).slice(0, 5)).toEqual(['Number 5', 'Number 4', 'Number 3', 'Number 2', 'Number 1'])
    expect(new Set(all.map((post) => post.id)).size).toBe(all.length)
    expect(titles(await walk(anonymous, `/api/creators/${others[1]?.handle}/posts?`))).toEqual([
      'Number 5',
      'Number 3',
      'Number 1',
    ])
  })

  it('are not shifted by what is published in between', async () => {
    const first = (await anonymous.get('/api/feed?limit=3')).as(pageOf(Post))
    await makePost(others[0] as Creator, { title: 'In between' })
    const next = (await anonymous.get(`/api/feed?limit=2&cursor=${first.nextCursor}`)).as(pageOf(Post))
    expect(titles(next.items)).toEqual(['Number 2', 'Number 1'])
  })

  it('can be narrowed to those one follows, or subscribes to', async () => {
    expect(await walk(reader.api, '/api/feed?filter=following&')).toEqual([])
    await reader.api.put(`/api/creators/${others[0]?.handle}/follow`)
    await buy(reader, { kind: 'subscription', creatorId: others[1]?.id ?? '', tier: 'basic' })
    expect(titles(await walk(reader.api, '/api/feed?filter=following&'))).toEqual([
      'In between',
      'Number 4',
      'Number 2',
    ])
    expect(titles(await walk(reader.api, '/api/feed?filter=subscribed&'))).toEqual([
      'Number 5',
      'Number 3',
      'Number 1',
    ])
  })

  it('show what the reader has liked', async () => {
    const [newest] = await walk(reader.api, '/api/feed?')
    await reader.api.put(`/api/posts/${newest?.id}/like`)
    expect((await walk(reader.api, '/api/feed?')).filter((post) => post.liked)).toHaveLength(1)
    expect((await walk(anonymous, '/api/feed?')).filter((post) => post.liked)).toHaveLength(0)
  })

  it('of nobody are not there', async () => {
    ;(await anonymous.get('/api/creators/nobody_such/posts')).problem('not_found')
  })
})

it('carries the position from which its channel goes on without a hole', async () => {
  const fan = await signIn(app)
  const post = await makePost(author)
  await fan.api.put(`/api/posts/${post.id}/like`)
  const read = (await fan.api.get(`/api/posts/${post.id}`)).as(Post)
  expect(read.likesCount).toBe(1)
  await fan.api.delete(`/api/posts/${post.id}/like`)
  const socket = await connect(app, fan)
  const { data } = await socket.subscribe(`post:${post.id}`, read.position)
  expect(data).toMatchObject({ recovered: true, replayed: 1 })
  expect((await socket.events()).map((event) => [event.type, event.data.likesCount])).toEqual([
    ['post_unliked', 0],
  ])
  socket.close()
})
