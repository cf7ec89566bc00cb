import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CreatorProfile, type Subscription } from '@/lib/schema/creators'
import { Quote } from '@/lib/schema/purchases'
import type { TierName } from '@/lib/schema/tiers'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY, SECOND } from '@/tests/support/app/clock'
import { type Creator, makeCreator, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { bookOf, mistakesOf } from '@/tests/support/money/book'
import { buy, fund, open, pay, sign, submit } from '@/tests/support/money/purchases'

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

describe('going up', () => {
  it('starts thirty days now and credits what is left, rounded down', async () => {
    await buy(fan, of('basic'))
    app.clock.advance(10 * DAY + 1)
    // 10,000,000 × (20 days − 1 ms) ÷ 30 days = 6,666,666.66… − 0.003…
    const credit = (10_000_000n * BigInt(20 * DAY - 1)) / BigInt(30 * DAY)
    expect(credit).toBe(6_666_666n)
    const offered = await quote('vip')
    expect(offered).toMatchObject({
      priceLamports: 50_000_000n,
      creditLamports: credit,
      amountLamports: 43_333_334n,
      periodEnd: inDays(30),
    })
    const paid = await buy(fan, of('vip'))
    expect(paid).toMatchObject({ amountLamports: 43_333_334n, creditLamports: credit })
    expect(await bookOf(app, paid.id)).toEqual({
      buyer: -43_333_334n,
      creator: 39_000_001n,
      platform: 4_333_333n,
    })
    expect(await mine()).toMatchObject({ tier: 'vip', currentPeriodEnd: inDays(30) })
  })

  it('credits every period that was paid ahead, and each only once', async () => {
    await buy(fan, of('basic'))
    await buy(fan, of('basic'))
    app.clock.advance(15 * DAY)
    // Half of the first and the whole of the second.
    expect((await quote('premium')).creditLamports).toBe(15_000_000n)
    await buy(fan, of('premium'))
    app.clock.advance(15 * DAY)
    // Half of the premium period; nothing of the two that were credited.
    expect((await quote('vip')).creditLamports).toBe(10_500_000n)
    await buy(fan, of('vip'))
    expect((await mine())?.currentPeriodEnd).toBe(inDays(30))
  })

  it('costs the smallest price at least, however much is credited', async () => {
    for (let period = 0; period < 3; period += 1) await buy(fan, of('basic'))
    expect(await quote('premium')).toMatchObject({ amountLamports: 1_000_000n, creditLamports: 20_000_000n })
    expect((await buy(fan, of('premium'))).amountLamports).toBe(1_000_000n)
  })

  it('at the very end of the period is a new one at full price', async () => {
    await buy(fan, of('basic'))
    app.clock.advance(30 * DAY)
    expect(await quote('vip')).toMatchObject({ creditLamports: 0n, amountLamports: PRICES.vip })
  })
})

it('does not go down while it runs', async () => {
  await buy(fan, of('vip'))
  for (const tier of ['basic', 'premium'] as const) {
    ;(await fan.api.post('/api/quotes', { item: of(tier) })).problem('lower_tier')
    ;(await fan.api.post('/api/purchases', { item: of(tier) })).problem('lower_tier')
  }
})

it('has one pending purchase to a creator, whatever the tier', async () => {
  const first = await open(fan, of('basic'))
  const again = await fan.api.post('/api/purchases', { item: of('vip') })
  expect(again.problem('already_pending').purchase.id).toBe(first.id)
  const other = await makeCreator(app, { tiers: PRICES })
  await open(fan, { ...of('basic'), creatorId: other.id })
})

it('holds price and credit from the opening', async () => {
  await buy(fan, of('basic'))
  app.clock.advance(15 * DAY)
  const purchase = await open(fan, of('premium'))
  await creator.api.put('/api/me/tiers', [
    { tier: 'premium', priceLamports: 90_000_000, name: 'Premium', enabled: false },
  ])
  app.clock.advance(30 * SECOND)
  expect(await pay(fan, purchase)).toMatchObject({ amountLamports: 16_000_000n, creditLamports: 5_000_000n })
  expect(await mine()).toMatchObject({ tier: 'premium', currentPeriodEnd: inDays(30) })
  // What was bought goes on though the tier is not for sale any more.
  ;(await fan.api.post('/api/quotes', { item: of('premium') })).problem('not_for_sale')
})

it('does not charge for a tier that another payment has outrun', async () => {
  const purchase = await open(fan, of('basic'))
  app.clock.advance(11 * 60 * SECOND)
  ;(await submit(fan, purchase, sign(fan, purchase))).problem('purchase_closed')
  await buy(fan, of('vip'))
  expect(await mine()).toMatchObject({ tier: 'vip' })
})
