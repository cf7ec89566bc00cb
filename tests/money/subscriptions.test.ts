import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { announceEnds } from '@/lib/domain/money/subscriptions/subscriptions'
import { pageOf } from '@/lib/schema/common'
import { CreatorProfile, Subscription, SubscriptionItem } from '@/lib/schema/creators'
import { Quote } from '@/lib/schema/purchases'
import type { TierName } from '@/lib/schema/tiers'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY, SECOND } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { bookOf, mistakesOf } from '@/tests/support/money/book'
import { buy, fund, open, pay } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

const PRICES = { basic: 10_000_000n, premium: 21_000_000n, vip: 50_000_000n }

let app: TestApp
let creator: Creator
let fan: Person
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  app.clock.freeze()
})
beforeEach(async () => {
  ;[creator, fan] = await Promise.all([makeCreator(app, { tiers: PRICES }), signIn(app)])
  await fund(fan)
})
afterEach(async () => {
  expect(await mistakesOf(app)).toEqual([])
})
afterAll(() => app.close())

const of = (tier: TierName) => ({ kind: 'subscription', creatorId: creator.id, tier }) as const
const quote = async (tier: TierName) => (await fan.api.post('/api/quotes', { item: of(tier) })).as(Quote)
const inDays = (days: number) => new Date(app.clock.now().getTime() + days * DAY).toISOString()

async function mine(): Promise<Subscription | null> {
  return (await fan.api.get(`/api/creators/${creator.handle}`)).as(CreatorProfile).subscription
}

describe('a first period', () => {
  it('runs thirty days from its payment and unlocks to the second', async () => {
    const post = await makePost(creator, { minTier: 'basic' })
    const isUnlocked = async () => (await fan.api.get(`/api/posts/${post.id}`)).json.unlocked
    expect(await quote('basic')).toMatchObject({ amountLamports: PRICES.basic, periodEnd: inDays(30) })
    const purchase = await open(fan, of('basic'))
    app.clock.advance(60 * SECOND)
    const paid = await pay(fan, purchase)
    expect(await bookOf(app, paid.id)).toEqual({
      buyer: -10_000_000n,
      creator: 9_000_000n,
      platform: 1_000_000n,
    })
    expect(await mine()).toEqual({
      creatorId: creator.id,
      tier: 'basic',
      status: 'active',
      currentPeriodEnd: inDays(30),
    })
    expect((await fan.api.get(`/api/creators/${creator.handle}`)).json.subscribersCount).toBe(1)
    app.clock.advance(30 * DAY - 1)
    expect(await isUnlocked()).toBe(true)
    app.clock.advance(1)
    expect(await isUnlocked()).toBe(false)
    expect((await mine())?.status).toBe('expired')
    expect((await fan.api.get(`/api/creators/${creator.handle}`)).json.subscribersCount).toBe(0)
  })
})

describe('renewing the same tier', () => {
  it('adds thirty days to the end, at the price of the day', async () => {
    await buy(fan, of('basic'))
    app.clock.advance(10 * DAY)
    await creator.api.put('/api/me/tiers', [{ tier: 'basic', priceLamports: 12_000_000, name: 'Basic' }])
    expect(await quote('basic')).toMatchObject({
      amountLamports: 12_000_000n,
      creditLamports: 0n,
      periodEnd: inDays(50),
    })
    await buy(fan, of('basic'))
    await buy(fan, of('basic'))
    expect(await mine()).toMatchObject({ tier: 'basic', status: 'active', currentPeriodEnd: inDays(80) })
  })

  it('after the end begins anew', async () => {
    await buy(fan, of('premium'))
    app.clock.advance(31 * DAY)
    // A lower tier is for sale again, too.
    expect(await quote('basic')).toMatchObject({ creditLamports: 0n, periodEnd: inDays(30) })
    await buy(fan, of('basic'))
    expect(await mine()).toMatchObject({ tier: 'basic', currentPeriodEnd: inDays(30) })
  })
})

describe('cancelling', () => {
  it('takes away nothing that is paid, is told once, and ends with a new payment', async () => {
    await buy(fan, of('basic'))
    const post = await makePost(creator, { minTier: 'basic' })
    const socket = await connect(app, fan, `user:${fan.id}`)
    for (let time = 0; time < 2; time += 1) {
      const reply = await fan.api.post(`/api/subscriptions/${creator.id}/cancel`)
      expect(reply.as(Subscription)).toMatchObject({ status: 'cancelled', currentPeriodEnd: inDays(30) })
    }
    expect((await fan.api.get(`/api/posts/${post.id}`)).json.unlockedBy).toBe('tier')
    expect((await socket.events()).map((event) => event.data.status)).toEqual(['cancelled'])
    await buy(fan, of('basic'))
    expect(await mine()).toMatchObject({ status: 'active', currentPeriodEnd: inDays(60) })
    socket.close()
  })

  it('needs something that runs', async () => {
    ;(await fan.api.post(`/api/subscriptions/${creator.id}/cancel`)).problem('not_found')
    await buy(fan, of('basic'))
    app.clock.advance(30 * DAY)
    ;(await fan.api.post(`/api/subscriptions/${creator.id}/cancel`)).problem('not_found')
  })
})

it('tells both sides of its end, once', async () => {
  await buy(fan, of('premium'))
  const sockets = [
    await connect(app, fan, `user:${fan.id}`),
    await connect(app, creator, `user:${creator.id}`),
  ]
  const end = inDays(30)
  app.clock.advance(30 * DAY - 1)
  await announceEnds(app.app)
  expect(await sockets[0]?.events()).toEqual([])
  app.clock.advance(1)
  await Promise.all([announceEnds(app.app), announceEnds(app.app), announceEnds(app.app)])
  const change = { tier: 'premium', status: 'expired', currentPeriodEnd: end, previousTier: 'premium' }
  const [toFan, toCreator] = await Promise.all(sockets.map((socket) => socket.events()))
  expect(toFan?.map(({ type, data }) => [type, data])).toEqual([
    ['subscription-updated', { creatorId: creator.id, ...change }],
  ])
  expect(toCreator?.map(({ type, data }) => [type, data])).toEqual([
    ['subscriber-updated', { subscriberId: fan.id, ...change, purchaseId: null, shareLamports: 0n }],
  ])
  for (const socket of sockets) socket.close()
})

it('lists what the user holds and held, the longest running first', async () => {
  const other = await makeCreator(app, { tiers: PRICES })
  await buy(fan, { ...of('vip'), creatorId: other.id })
  app.clock.advance(20 * DAY)
  await buy(fan, of('basic'))
  app.clock.advance(15 * DAY)
  const { items } = (await fan.api.get('/api/subscriptions')).as(pageOf(SubscriptionItem))
  expect(
    items.map(({ creator: { handle }, tier, status, priceLamports }) => [
      handle,
      tier,
      status,
      priceLamports,
    ]),
  ).toEqual([
    [creator.handle, 'basic', 'active', 10_000_000n],
    [other.handle, 'vip', 'expired', 50_000_000n],
  ])
  expect((await creator.api.get('/api/subscriptions')).json.items).toEqual([])
})
