import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageOf } from '@/lib/schema/common'
import { CreatorProfile } from '@/lib/schema/creators'
import { NewPosts, Post } from '@/lib/schema/posts'
import { ApiClient } from '@/tests/support/app/api-client'
import { addPicture } from '@/tests/support/app/images'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { expectHidden, HIDDEN, idsIn } from '@/tests/support/app/unpublished'
import { buy, fund } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

const LATER_MS = 60 * 60 * 1000

let app: TestApp
let author: Creator
let other: Creator
let follower: Person
let anonymous: ApiClient
beforeAll(async () => {
  app = await startTestApp()
  author = await makeCreator(app, { tiers: { basic: 5_000_000n } })
  other = await makeCreator(app)
  follower = await signIn(app)
  await fund(follower)
  await follower.api.put(`/api/creators/${author.handle}/follow`)
  await buy(follower, { kind: 'subscription', creatorId: author.id, tier: 'basic' })
  anonymous = new ApiClient(app.url)
})
afterAll(() => app.close())

const inTheFuture = (ms: number) => new Date(Date.now() + ms).toISOString()

async function makeDraft(fields: Record<string, unknown> = {}): Promise<Post> {
  return (await author.api.post('/api/posts', { status: 'draft', ...fields })).as(Post, 201)
}

async function postsCount(): Promise<number> {
  return (await anonymous.get(`/api/creators/${author.handle}`)).as(CreatorProfile).postsCount
}

const expectGone = (postId: string) => expectHidden(postId, author, [anonymous, follower.api, other.api])

describe('a draft', () => {
  it('is there for its author alone, however little of it there is', async () => {
    const before = await postsCount()
    const socket = await connect(app, follower, `creator:${author.id}`)
    const { id: mediaId } = await addPicture(author, 1)
    const draft = await makeDraft()
    expect(draft).toMatchObject({
      status: 'draft',
      title: '',
      publishAt: null,
      publishedAt: null,
      commentsOpen: true,
      watermarked: false,
    })
    const fields = {
      title: HIDDEN,
      body: HIDDEN,
      tags: ['dawn'],
      priceLamports: 5_000_000,
      mediaIds: [mediaId],
    }
    const edited = (await author.api.patch(`/api/posts/${draft.id}`, fields)).as(Post)
    expect(edited).toMatchObject({ status: 'draft', title: HIDDEN, content: { body: HIDDEN } })
    await expectGone(draft.id)
    ;(await anonymous.get(`/api/media/${mediaId}/preview`)).problem('not_found')
    ;(await follower.api.get(`/api/media/${mediaId}`)).problem('not_found')
    socket.send({ type: 'subscribe', channel: `post:${draft.id}` })
    expect((await socket.next('error')).data.code).toBe('unknown_channel')
    expect(await postsCount()).toBe(before)

    // Nobody likes it or writes below it before it is out, not even its author.
    ;(await author.api.put(`/api/posts/${draft.id}/like`)).problem('not_published')
    ;(await author.api.delete(`/api/posts/${draft.id}/like`)).problem('not_published')
    ;(await author.api.post(`/api/posts/${draft.id}/comments`, { body: 'x' })).problem('not_published')
    ;(await author.api.patch(`/api/posts/${draft.id}`, { listed: true })).problem('not_published')

    expect((await author.api.delete(`/api/posts/${draft.id}`)).status).toBe(204)
    ;(await author.api.get(`/api/posts/${draft.id}`)).problem('not_found')
    ;(await author.api.put(`/api/posts/${draft.id}/like`)).problem('not_found')
    expect(await postsCount()).toBe(before)
    // A later event on the channel that they have: nothing can come before it any more.
    await author.api.patch('/api/me/creator', { bio: 'After the draft' })
    await socket.next('creator_updated', ({ data }) => data.creator.bio === 'After the draft')
    expect((await socket.events()).filter(({ type }) => type !== 'creator_updated')).toEqual([])
    expect(socket.text).not.toContain(HIDDEN)
  })

  it('is heard of on the author’s other devices', async () => {
    const device = await connect(app, author, `user:${author.id}`)
    const draft = await makeDraft({ title: 'On the phone' })
    expect((await device.next('post_updated')).data.post).toMatchObject({ id: draft.id, status: 'draft' })
    await author.api.delete(`/api/posts/${draft.id}`)
    expect((await device.next('post_deleted')).data.postId).toBe(draft.id)
  })

  it('is not saved over what another device has saved meanwhile', async () => {
    const draft = await makeDraft({ title: 'Begun' })
    const saved = (
      await author.api.patch(`/api/posts/${draft.id}`, { title: 'Mine', version: draft.updatedAt })
    ).as(Post)
    const refused = await author.api.patch(`/api/posts/${draft.id}`, {
      title: 'Theirs',
      version: draft.updatedAt,
    })
    expect(refused.problem('conflict')).toMatchObject({
      current: { title: 'Mine', updatedAt: saved.updatedAt },
    })
  })

  it('goes out with a title and a text alone, once, and never back', async () => {
    const socket = await connect(app, follower, `creator:${author.id}`, 'notifications')
    const draft = await makeDraft({ title: 'Nearly' })
    const empty = (await author.api.patch(`/api/posts/${draft.id}`, { status: 'published' })).problem(
      'validation_failed',
    )
    expect(empty.issues).toEqual({ body: [{ code: 'required' }] })
    await expectGone(draft.id)
    const before = await postsCount()
    // Others come while it lies there: published, it is newer than they are.
    const meanwhile = await makePost(author, { title: 'Meanwhile', tags: ['dawn'] })
    await author.api.patch(`/api/posts/${draft.id}`, { tags: ['dawn'] })
    const sent = { status: 'published', body: 'Now there is one.' }
    const out = (await author.api.patch(`/api/posts/${draft.id}`, sent)).as(Post)
    expect(out).toMatchObject({ id: draft.id, status: 'published', listed: true, publishedAt: out.createdAt })
    expect(Date.parse(out.createdAt)).toBeGreaterThan(Date.parse(meanwhile.createdAt))
    await socket.next('post_created', ({ data }) => data.post.id === draft.id)
    await socket.next('notification', ({ data }) => data.href === `/posts/${draft.id}`)
    expect(await postsCount()).toBe(before + 2)
    for (const path of [
      '/api/feed?limit=2',
      '/api/feed?limit=2&tag=dawn',
      '/api/feed?limit=2&filter=following',
      '/api/feed?limit=2&filter=subscribed&tag=dawn',
      '/api/feed?limit=2&filter=open',
      `/api/creators/${author.handle}/posts?limit=2`,
      `/api/creators/${author.handle}/posts?limit=2&tag=dawn`,
      `/api/creators/${author.handle}/posts?limit=2&filter=open`,
    ])
      expect(await idsIn(follower.api, path), path).toEqual([draft.id, meanwhile.id])
    // The page after it begins with what is older, and what is new is counted from when it went out.
    for (const path of ['/api/feed?limit=1', `/api/creators/${author.handle}/posts?limit=1&tag=dawn`]) {
      const { nextCursor } = (await follower.api.get(path)).as(pageOf(Post))
      expect(await idsIn(follower.api, `${path}&cursor=${nextCursor}`), path).toEqual([meanwhile.id])
    }
    const since = encodeURIComponent(meanwhile.createdAt)
    expect((await follower.api.get(`/api/feed/new?filter=following&since=${since}`)).as(NewPosts).count).toBe(
      1,
    )

    // Again is no second time.
    ;(await author.api.patch(`/api/posts/${draft.id}`, { status: 'published' })).as(Post)
    for (const status of ['draft', 'scheduled'])
      (
        await author.api.patch(`/api/posts/${draft.id}`, { status, publishAt: inTheFuture(LATER_MS) })
      ).problem('already_published')
    ;(await author.api.patch(`/api/posts/${draft.id}`, { title: '' })).problem('validation_failed')
    await author.api.patch('/api/me/creator', { bio: 'Out' })
    await socket.next('creator_updated', ({ data }) => data.creator.bio === 'Out')
    const created = socket.all.filter(
      ({ type, data }) => type === 'post_created' && data.post.id === draft.id,
    )
    expect(created).toHaveLength(1)
    expect(await postsCount()).toBe(before + 2)
  })

  it('is found by when it went out, not by when it was begun', async () => {
    const word = 'zirkonium'
    const draft = await makeDraft({ title: `First ${word}`, body: 'x' })
    const meanwhile = await makePost(author, { title: `Second ${word}` })
    const query = `/api/search?kind=posts&q=${word}`
    expect(await idsIn(anonymous, query)).toEqual([meanwhile.id])
    await author.api.patch(`/api/posts/${draft.id}`, { status: 'published' })
    expect(await idsIn(anonymous, query)).toEqual([draft.id, meanwhile.id])
    const first = (await anonymous.get(`${query}&limit=1`)).as(pageOf(Post))
    expect(await idsIn(anonymous, `${query}&limit=1&cursor=${first.nextCursor}`)).toEqual([meanwhile.id])
  })

  it('may go out without standing in any list', async () => {
    const before = await postsCount()
    const draft = await makeDraft({ title: 'For buyers', body: 'x' })
    const out = (await author.api.patch(`/api/posts/${draft.id}`, { status: 'published', listed: false })).as(
      Post,
    )
    expect(out).toMatchObject({ status: 'published', listed: false })
    ;(await anonymous.get(`/api/posts/${draft.id}`)).problem('not_found')
    expect(await postsCount()).toBe(before)
    await author.api.patch(`/api/posts/${draft.id}`, { listed: true })
    expect(await idsIn(anonymous, '/api/feed?limit=1')).toEqual([draft.id])
  })
})

describe('a preview', () => {
  it('is what each reader will see, by the rule that unlocks, for the author alone', async () => {
    const fields = { title: 'Seen before', body: HIDDEN, minTier: 'premium', priceLamports: 5_000_000 }
    const draft = await makeDraft(fields)
    const seen = async (as: string) => (await author.api.get(`/api/posts/${draft.id}?as=${as}`)).as(Post)
    for (const as of ['visitor', 'basic']) {
      const post = await seen(as)
      expect(post, as).toMatchObject({
        id: draft.id,
        title: 'Seen before',
        unlocked: false,
        unlockedBy: null,
      })
      expect(post.content, as).toBeUndefined()
    }
    for (const [as, unlockedBy] of [
      ['premium', 'tier'],
      ['vip', 'tier'],
      ['buyer', 'purchase'],
    ] as const)
      expect(await seen(as), as).toMatchObject({ unlocked: true, unlockedBy, content: { body: HIDDEN } })
    ;(await author.api.get(`/api/posts/${draft.id}?as=everybody`)).problem('validation_failed')
    ;(await other.api.get(`/api/posts/${draft.id}?as=buyer`)).problem('not_found')
    ;(await anonymous.get(`/api/posts/${draft.id}?as=buyer`)).problem('not_found')
    await author.api.patch(`/api/posts/${draft.id}`, { status: 'published' })
    ;(await follower.api.get(`/api/posts/${draft.id}?as=buyer`)).problem('forbidden')
    ;(await anonymous.get(`/api/posts/${draft.id}?as=buyer`)).problem('forbidden')
  })
})
