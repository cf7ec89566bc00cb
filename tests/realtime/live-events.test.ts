import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EVENTS, isEventType } from '@/lib/schema/events'
import { Words } from '@/lib/schema/notices'
import { NotificationEvent } from '@/lib/schema/notifications'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, SECRET, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund } from '@/tests/support/money/purchases'
import { connect, type SocketClient } from '@/tests/support/realtime/socket-client'

const PRICE = 30_000_000n
/** What is sent of a notification: the row's data in words too. */
const SentNotification = NotificationEvent.and(Words)

let app: TestApp
let creator: Creator
let fan: Person
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  creator = await makeCreator(app, { tiers: { basic: 10_000_000n, vip: 40_000_000n } })
  fan = await signIn(app)
  await fund(fan)
})
afterAll(() => app.close())

const subscription = (tier: 'basic' | 'vip') =>
  ({ kind: 'subscription', creatorId: creator.id, tier }) as const

describe('a purchase', () => {
  it('of a post is told to its buyer and its seller, each on their own channel and to nobody else', async () => {
    const [post, stranger] = [await makePost(creator, { priceLamports: PRICE }), await signIn(app)]
    const watching = [`creator:${creator.id}`, `post:${post.id}`]
    const theirs = await connect(app, fan, `user:${fan.id}`, ...watching)
    const sellers = await connect(app, creator, { type: 'feed', userId: creator.id }, 'notifications')
    const strangers = await connect(app, stranger, `user:${stranger.id}`, ...watching)
    const { id: purchaseId } = await buy(fan, { kind: 'post', postId: post.id })

    const bought = { postId: post.id, purchaseId, priceLamports: PRICE }
    expect((await theirs.events()).map(({ type, data }) => [type, data])).toEqual([
      ['post-purchased', bought],
    ])
    const sold = await sellers.next('post-sold')
    expect(sold.channel).toBe(`user:${creator.id}`)
    expect(sold.data).toEqual({ ...bought, buyerId: fan.id, shareLamports: (PRICE / 10n) * 9n })
    expect((await sellers.next('notification')).data).toMatchObject({
      kind: 'sale',
      unreadCount: expect.any(Number),
    })
    expect(await strangers.events()).toEqual([])
    for (const socket of [theirs, sellers, strangers]) socket.close()
  })

  it('of a period is told with the tier before it, and the creator’s channel does not say by whom', async () => {
    const [buyer, stranger] = await Promise.all([signIn(app), signIn(app)])
    await fund(buyer)
    const theirs = await connect(app, buyer, `user:${buyer.id}`)
    const sellers = await connect(app, creator, `user:${creator.id}`)
    const public_ = await connect(app, stranger, { type: 'creator', id: creator.id })
    await buy(buyer, subscription('basic'))
    await buy(buyer, subscription('basic'))
    await buy(buyer, subscription('vip'))

    const steps = [
      ['basic', null],
      ['basic', 'basic'],
      ['vip', 'basic'],
    ]
    const told = await theirs.events()
    expect(told.map(({ data }) => [data.tier, data.previousTier])).toEqual(steps)
    for (const { type, data } of told) {
      expect([type, data.creatorId, data.status]).toEqual(['subscription-updated', creator.id, 'active'])
    }
    const sold = (await sellers.events()).filter((event) => event.type === 'subscriber-updated')
    expect(sold.map(({ data }) => [data.tier, data.previousTier])).toEqual(steps)
    expect(sold.every(({ data }) => data.subscriberId === buyer.id && data.shareLamports > 0n)).toBe(true)
    const facts = await public_.events()
    expect(facts.map((event) => event.type)).toEqual([
      'creator_updated',
      'creator_updated',
      'creator_updated',
    ])
    expect(public_.text).not.toContain(buyer.id)
    expect(public_.text).not.toContain(buyer.wallet)
    for (const socket of [theirs, sellers, public_]) socket.close()
  })

  it('of a tip is told to whom it was given', async () => {
    const sellers = await connect(app, creator, `user:${creator.id}`)
    const tip = await buy(fan, { kind: 'tip', creatorId: creator.id, amountLamports: 4_000_000n })
    expect((await sellers.next('tip-received')).data).toEqual({
      purchaseId: tip.id,
      fromUserId: fan.id,
      amountLamports: 4_000_000n,
    })
    sellers.close()
  })
})

describe('a change of access', () => {
  const say = (postId: string, body: string) => creator.api.post(`/api/posts/${postId}/comments`, { body })
  /** The words of the comments as they came, once the last of so many is there; null for one without. */
  async function words(socket: SocketClient, count: number): Promise<(string | null)[]> {
    await socket.next('comment_added', ({ data }) => data.commentsCount === count)
    const added = socket.all.filter((frame) => frame.type === 'comment_added')
    return added.map(({ data }) => data.comment?.body ?? null)
  }

  it('is seen on open sockets at once, without subscribing again: bought, and taken by a change of the post', async () => {
    const post = await makePost(creator, { priceLamports: PRICE })
    const sockets = [await connect(app, fan, `post:${post.id}`), await connect(app, fan, `post:${post.id}`)]
    await say(post.id, `before ${SECRET}`)
    await buy(fan, { kind: 'post', postId: post.id })
    await say(post.id, 'bought')
    for (const socket of sockets) {
      expect(await words(socket, 2)).toEqual([null, 'bought'])
      expect(socket.text).not.toContain(SECRET)
      socket.close()
    }
  })

  it('is seen when the creator opens a post or closes it', async () => {
    const post = await makePost(creator, { minTier: 'vip' })
    const [reader] = await Promise.all([signIn(app)])
    const socket = await connect(app, reader, `post:${post.id}`)
    await say(post.id, `locked ${SECRET}`)
    await creator.api.patch(`/api/posts/${post.id}`, { minTier: null })
    await say(post.id, 'open')
    await creator.api.patch(`/api/posts/${post.id}`, { minTier: 'basic' })
    await say(post.id, `locked again ${SECRET}`)
    expect(await words(socket, 3)).toEqual([null, 'open', null])
    expect(socket.text).not.toContain(SECRET)
    socket.close()
  })

  it('is seen when a period is bought, and when it has ended', async () => {
    const post = await makePost(creator, { minTier: 'basic' })
    const reader = await signIn(app)
    await fund(reader)
    const socket = await connect(app, reader, `post:${post.id}`, `user:${reader.id}`)
    await say(post.id, `before ${SECRET}`)
    await buy(reader, subscription('basic'))
    await say(post.id, 'subscribed')
    app.clock.advance(31 * DAY)
    await socket.next('subscription-updated', (frame) => frame.data.status === 'expired')
    await say(post.id, `after ${SECRET}`)
    expect(await words(socket, 3)).toEqual([null, 'subscribed', null])
    expect(socket.text).not.toContain(SECRET)
    socket.close()
  })
})

it('sends only events of the table, each as its schema says', async () => {
  const post = await makePost(creator, { priceLamports: PRICE })
  const watching = [`post:${post.id}`, `creator:${creator.id}`]
  const sockets = [
    await connect(app, fan, `user:${fan.id}`, 'notifications', ...watching),
    await connect(app, creator, `user:${creator.id}`, 'notifications', ...watching),
  ]
  await fan.api.put(`/api/creators/${creator.handle}/follow`)
  await buy(fan, { kind: 'post', postId: post.id })
  await buy(fan, { kind: 'tip', creatorId: creator.id, amountLamports: 4_000_000n })
  await fan.api.put(`/api/posts/${post.id}/like`)
  const comment = await fan.api.post(`/api/posts/${post.id}/comments`, { body: 'Hi' })
  await fan.api.delete(`/api/comments/${comment.json.id}`)
  await creator.api.put('/api/me/tiers', [{ tier: 'basic', priceLamports: 11_000_000, name: 'B' }])
  await creator.api.patch(`/api/posts/${post.id}`, { title: 'New title' })
  await makePost(creator)
  await creator.api.post('/api/notifications/read', { all: true })
  await fan.api.post('/api/auth/refresh')
  // It waits for the rights of its reader, longer than the answer to a ping.
  for (const socket of sockets) await socket.next('comment_added')
  const events = (await Promise.all(sockets.map((socket) => socket.events()))).flat()
  const types = new Set<string>()
  for (const event of events) {
    const type: string = event.type
    if (!isEventType(type)) throw new Error(`not an event: ${type}`)
    if (type === 'notification') expect(SentNotification.parse(event.data)).toEqual(event.data)
    else EVENTS[type].strict().parse(event.data)
    expect(event).toMatchObject({ channel: expect.any(String), position: expect.any(String) })
    expect(new Date(event.at).toISOString()).toBe(event.at)
    types.add(type)
  }
  expect([...types].sort()).toEqual([
    'comment_added',
    'comment_deleted',
    'creator_updated',
    'notification',
    'notifications_cleared',
    'post-purchased',
    'post-sold',
    'post_created',
    'post_liked',
    'post_updated',
    'tier_updated',
    'tip-received',
  ])
  for (const socket of sockets) {
    expect(socket.text).not.toContain(SECRET)
    socket.close()
  }
})
