import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageOf } from '@/lib/schema/common'
import { CreatorProfile } from '@/lib/schema/creators'
import { isAfter } from '@/lib/schema/positions'
import { KeptPost, LikeReply, Post } from '@/lib/schema/posts'
import { ListedPurchase, PurchaseReply } from '@/lib/schema/purchases'
import { ApiClient } from '@/tests/support/app/api-client'
import { addPicture } from '@/tests/support/app/images'
import { type Creator, makeCreator, makePost, type Person, SECRET, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund, open, pay } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

const PRICE = 5_000_000n

let app: TestApp
let author: Creator
let buyer: Person
let member: Person
let anonymous: ApiClient
beforeAll(async () => {
  app = await startTestApp()
  author = await makeCreator(app, { tiers: { basic: 5_000_000n } })
  buyer = await signIn(app)
  member = await signIn(app)
  anonymous = new ApiClient(app.url)
  await fund(buyer)
  await fund(member)
  await buy(member, { kind: 'subscription', creatorId: author.id, tier: 'basic' })
  for (const { api } of [buyer, member]) await api.put(`/api/creators/${author.handle}/follow`)
})
afterAll(() => app.close())

const postsCount = async () =>
  (await anonymous.get(`/api/creators/${author.handle}`)).as(CreatorProfile).postsCount

async function boughtPost(): Promise<Post> {
  const post = await makePost(author, { priceLamports: PRICE, minTier: 'basic' })
  await buy(buyer, { kind: 'post', postId: post.id })
  return post
}

async function lists(api: ApiClient): Promise<string[]> {
  const paths = ['/api/feed?limit=100', `/api/creators/${author.handle}/posts?limit=100`]
  if (api.token !== null)
    paths.push('/api/feed?filter=following&limit=100', '/api/feed?filter=subscribed&limit=100')
  const pages = await Promise.all(paths.map(async (path) => (await api.get(path)).as(pageOf(Post))))
  return pages.flatMap(({ items }) => items.map(({ id }) => id))
}

/** To these readers it is as if it had never been. */
async function expectGone(postId: string, readers: ApiClient[]): Promise<void> {
  for (const api of readers) {
    ;(await api.get(`/api/posts/${postId}`)).problem('not_found')
    ;(await api.get(`/api/posts/${postId}/comments`)).problem('not_found')
    if (api.token === null) continue
    ;(await api.post(`/api/posts/${postId}/comments`, { body: 'x' })).problem('not_found')
    ;(await api.put(`/api/posts/${postId}/like`)).problem('not_found')
    ;(await api.delete(`/api/posts/${postId}/like`)).problem('not_found')
    ;(await api.patch(`/api/posts/${postId}`, { title: 'x' })).problem('not_found')
    ;(await api.delete(`/api/posts/${postId}`)).problem('not_found')
    const item = { kind: 'post', postId }
    ;(await api.post('/api/quotes', { item })).problem('not_found')
    ;(await api.post('/api/purchases', { item })).problem('not_found')
  }
}

describe('deleting a post', () => {
  it('that somebody has bought takes it out of lists and sale, and who bought it keeps it', async () => {
    const post = await boughtPost()
    const before = await postsCount()
    const reply = await author.api.delete(`/api/posts/${post.id}`)
    expect(reply.as(KeptPost)).toEqual({ listed: false, keptFor: 1 })

    await expectGone(post.id, [anonymous, member.api, (await signIn(app)).api])
    for (const { api } of [buyer, member]) expect(await lists(api)).not.toContain(post.id)
    expect(await lists(anonymous)).not.toContain(post.id)
    expect(await postsCount()).toBe(before - 1)

    const kept = (await buyer.api.get(`/api/posts/${post.id}`)).as(Post)
    expect(kept).toMatchObject({ listed: false, unlockedBy: 'purchase' })
    expect(kept.content?.body).toContain(SECRET)
    expect((await buyer.api.put(`/api/posts/${post.id}/like`)).as(LikeReply).likesCount).toBe(1)
    const comment = await buyer.api.post(`/api/posts/${post.id}/comments`, { body: 'Mine for good' })
    expect(comment.status).toBe(201)
    const purchases = (await buyer.api.get('/api/purchases')).as(pageOf(ListedPurchase))
    expect(purchases.items[0]?.about.post).toEqual({ title: post.title, gone: false })

    const own = (await author.api.get(`/api/posts/${post.id}`)).as(Post)
    expect(own).toMatchObject({ listed: false, unlockedBy: 'author' })
    expect(await lists(author.api)).toEqual(expect.arrayContaining([post.id]))
    // Again, it is the same.
    expect((await author.api.delete(`/api/posts/${post.id}`)).as(KeptPost).keptFor).toBe(1)
    expect(await postsCount()).toBe(before - 1)
  })

  it('that nobody has bought deletes it, listed or not', async () => {
    const before = await postsCount()
    const post = await makePost(author, { priceLamports: PRICE })
    const other = await makePost(author, { priceLamports: PRICE })
    ;(await author.api.patch(`/api/posts/${other.id}`, { listed: false })).as(Post)
    for (const { id } of [post, other]) {
      expect((await author.api.delete(`/api/posts/${id}`)).status).toBe(204)
      await expectGone(id, [anonymous, buyer.api, author.api])
    }
    expect(await postsCount()).toBe(before)
  })

  it('while its payment is booked never takes from who has paid', async () => {
    for (let round = 0; round < 5; round += 1) {
      const post = await makePost(author, { priceLamports: PRICE })
      const purchase = await open(buyer, { kind: 'post', postId: post.id })
      const [paid, deleted] = await Promise.allSettled([
        pay(buyer, purchase),
        author.api.delete(`/api/posts/${post.id}`),
      ])
      if (paid.status === 'rejected' || deleted.status === 'rejected') continue
      const { status } = (await buyer.api.get(`/api/purchases/${purchase.id}`)).as(PurchaseReply).purchase
      if (status === 'confirmed')
        expect((await buyer.api.get(`/api/posts/${post.id}`)).as(Post).unlocked).toBe(true)
    }
  })
})

describe('a post that is taken out of the lists', () => {
  it('is there again when it is listed again, without anybody being notified', async () => {
    const post = await makePost(author)
    const before = await postsCount()
    const patched = (await author.api.patch(`/api/posts/${post.id}`, { listed: false })).as(Post)
    expect(patched.listed).toBe(false)
    await expectGone(post.id, [anonymous, member.api, buyer.api])
    expect(await postsCount()).toBe(before - 1)
    ;(await author.api.patch(`/api/posts/${post.id}`, { listed: true })).as(Post)
    expect(await postsCount()).toBe(before)
    expect((await anonymous.get(`/api/posts/${post.id}`)).as(Post).listed).toBe(true)
    expect(await lists(anonymous)).toContain(post.id)
  })

  it('is sold at the price that was promised to who has a purchase open, and to nobody else', async () => {
    const post = await makePost(author, { priceLamports: PRICE })
    const purchase = await open(buyer, { kind: 'post', postId: post.id })
    await author.api.patch(`/api/posts/${post.id}`, { listed: false, priceLamports: 900_000_000 })
    const card = (await buyer.api.get(`/api/posts/${post.id}`)).as(Post)
    expect([card.unlocked, card.content]).toEqual([false, undefined])
    ;(await buyer.api.post('/api/quotes', { item: purchase.item })).problem('not_for_sale')
    await expectGone(post.id, [member.api])
    expect((await pay(buyer, purchase)).amountLamports).toBe(PRICE)
    expect((await buyer.api.get(`/api/posts/${post.id}`)).as(Post).unlockedBy).toBe('purchase')
  })

  it('is gone for who has let their purchase go', async () => {
    const post = await makePost(author, { priceLamports: PRICE })
    const purchase = await open(buyer, { kind: 'post', postId: post.id })
    await author.api.patch(`/api/posts/${post.id}`, { listed: false })
    await buyer.api.delete(`/api/purchases/${purchase.id}`)
    await expectGone(post.id, [buyer.api])
    const { items } = (await buyer.api.get('/api/purchases')).as(pageOf(ListedPurchase))
    expect(items.map(({ id }) => id)).not.toContain(purchase.id)
  })

  it('keeps its pictures for who has it, and for no shared cache', async () => {
    const { id } = await addPicture(author, 1)
    const post = await makePost(author, { priceLamports: PRICE, mediaIds: [id] })
    await buy(buyer, { kind: 'post', postId: post.id })
    await author.api.delete(`/api/posts/${post.id}`)
    for (const path of [`/api/media/${id}`, `/api/media/${id}/preview`]) {
      const kept = await buyer.api.get(path)
      expect([kept.status, kept.headers.get('cache-control')]).toEqual([200, 'private, no-cache'])
      ;(await anonymous.get(path)).problem('not_found')
      ;(await member.api.get(path)).problem('not_found')
    }
  })

  it('[R5] leaves the screens of the others, whose sockets hear nothing of it from then on', async () => {
    const post = await boughtPost()
    const stranger = await signIn(app)
    const [waiting, theirs, kept] = await Promise.all([
      connect(app, stranger, `post:${post.id}`),
      connect(app, stranger, `post:${post.id}`, `creator:${author.id}`),
      connect(app, buyer, `post:${post.id}`, `creator:${author.id}`),
    ])
    await author.api.delete(`/api/posts/${post.id}`)
    for (const socket of [theirs, kept])
      for (const channel of [`post:${post.id}`, `creator:${author.id}`]) {
        const frame = await socket.next('post_deleted', (one) => one.channel === channel)
        expect(frame.data).toEqual({ postId: post.id, kept: true })
      }
    await author.api.patch(`/api/posts/${post.id}`, { title: 'For buyers alone' })
    await buyer.api.put(`/api/posts/${post.id}/like`)
    await kept.next('post_updated', ({ data }) => data.post.title === 'For buyers alone')
    await kept.next('post_liked')
    // A later event on the channel that they still have: nothing can come before it any more.
    await author.api.patch('/api/me/creator', { bio: 'Later' })
    await theirs.next('creator_updated', ({ data }) => data.creator.bio === 'Later')
    expect(theirs.text).not.toContain('For buyers alone')
    expect((await theirs.events()).filter(({ type }) => type === 'post_liked')).toEqual([])
    theirs.send({ type: 'subscribe', channel: `post:${post.id}` })
    expect((await theirs.next('error')).data.code).toBe('unknown_channel')
    // Listed again, it is heard of again.
    await author.api.patch(`/api/posts/${post.id}`, { listed: true })
    await theirs.next('post_created', ({ data }) => data.post.id === post.id)
    const { position } = await waiting.next('resync')
    const listed = await waiting.next('post_updated', ({ channel }) => channel === `post:${post.id}`)
    expect(listed.data.post).toMatchObject({ listed: true, title: 'For buyers alone' })
    expect(isAfter(listed.position, position)).toBe(true)
    expect((await waiting.events()).filter(({ type }) => type === 'post_liked')).toEqual([])
    await theirs.subscribe(`post:${post.id}`)
    await author.api.patch(`/api/posts/${post.id}`, { title: 'For all' })
    await theirs.next('post_updated', ({ data }) => data.post.title === 'For all')
    waiting.close()
    theirs.close()
    kept.close()
  })
})
