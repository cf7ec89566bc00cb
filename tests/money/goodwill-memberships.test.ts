import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { announceEnds } from '@/lib/domain/money/subscriptions/subscriptions'
import { CreatorProfile } from '@/lib/schema/creators'
import { Quote } from '@/lib/schema/purchases'
import type { TierName } from '@/lib/schema/tiers'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY, SECOND } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { mistakesOf } from '@/tests/support/money/book'
import { buy, fund, giveBack } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

const PRICES = { basic: 30_000_000n, premium: 60_000_000n, vip: 90_000_000n }

let app: TestApp
let creator: Creator
let fan: Person
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  app.clock.freeze()
})
beforeEach(async () => {
  ;[creator, fan] = await Promise.all([makeCreator(app, { tiers: PRICES }), signIn(app)])
  await Promise.all([fund(fan), fund(creator)])
})
afterEach(async () => {
  expect(await mistakesOf(app)).toEqual([])
})
afterAll(() => app.close())

const of = (tier: TierName) => ({ kind: 'subscription', creatorId: creator.id, tier }) as const
const days = (count: number) => app.clock.advance(count * DAY)
const inDays = (count: number) => new Date(app.clock.now().getTime() + count * DAY).toISOString()
const held = async () =>
  (await fan.api.get(`/api/creators/${creator.handle}`)).as(CreatorProfile).subscription
const quote = async (tier: TierName) => (await fan.api.post('/api/quotes', { item: of(tier) })).as(Quote)
const members = async () => (await creator.api.get('/api/me/members')).json.items

/** Each at a moment of its own. */
async function join(tier: TierName) {
  app.clock.advance(SECOND)
  return buy(fan, of(tier))
}

async function refundWhole(purchase: Awaited<ReturnType<typeof join>>): Promise<void> {
  app.clock.advance(SECOND)
  await giveBack(creator, purchase, { amountLamports: purchase.amountLamports })
}

describe('a membership of which everything was given back', () => {
  it('ends at once, on open sockets too, and can be bought anew', async () => {
    const post = await makePost(creator, { minTier: 'basic' })
    const isUnlocked = async () => (await fan.api.get(`/api/posts/${post.id}`)).json.unlocked
    const bought = await join('basic')
    days(10)
    const [ofFan, ofCreator] = [
      await connect(app, fan, `user:${fan.id}`),
      await connect(app, creator, `user:${creator.id}`),
    ]
    expect(await isUnlocked()).toBe(true)
    await refundWhole(bought)
    expect(await isUnlocked()).toBe(false)
    const change = { tier: 'basic', status: 'expired', currentPeriodEnd: inDays(0) }
    expect((await ofFan.next('purchase-reverted')).data).toMatchObject({ postId: null })
    expect((await ofFan.next('subscription-updated')).data).toMatchObject(change)
    expect((await ofCreator.next('subscriber-updated')).data).toMatchObject({
      ...change,
      subscriberId: fan.id,
    })
    for (const socket of [ofFan, ofCreator]) socket.close()
    expect(await announceEnds(app.app)).toBe(0)
    expect(await members()).toMatchObject([{ status: 'ended', paidLamports: 0n }])
    expect((await creator.api.get(`/api/creators/${creator.handle}`)).json.subscribersCount).toBe(0)

    expect(await quote('premium')).toMatchObject({ creditLamports: 0n })
    await join('basic')
    expect(await held()).toMatchObject({ status: 'active', currentPeriodEnd: inDays(30) })
  })

  it('leaves the other periods their thirty days: what comes after it comes earlier', async () => {
    const first = await join('basic')
    days(5)
    await join('basic')
    days(5)
    await refundWhole(first)
    expect(await held()).toMatchObject({ tier: 'basic', status: 'active', currentPeriodEnd: inDays(30) })
  })

  it('leaves what runs where it has not begun yet', async () => {
    await join('basic')
    const end = (await held())?.currentPeriodEnd
    const second = await join('basic')
    await refundWhole(second)
    expect(await held()).toMatchObject({ tier: 'basic', status: 'active', currentPeriodEnd: end })
  })

  it('changes nothing where it is over', async () => {
    const first = await join('basic')
    days(10)
    await join('basic')
    const end = (await held())?.currentPeriodEnd
    days(25)
    await refundWhole(first)
    expect(await held()).toMatchObject({ status: 'active', currentPeriodEnd: end })
    // Counted again for another reason, it is the same.
    const third = await join('basic')
    await refundWhole(third)
    expect(await held()).toMatchObject({ status: 'active', currentPeriodEnd: end })
  })

  it('gives back what an upgrade had ended, as if it had never been', async () => {
    await join('basic')
    const end = (await held())?.currentPeriodEnd
    days(10)
    const upgrade = await join('vip')
    expect(upgrade.creditLamports).toBeGreaterThan(0n)
    expect(await held()).toMatchObject({ tier: 'vip' })
    days(3)
    await refundWhole(upgrade)
    expect(await held()).toMatchObject({ tier: 'basic', status: 'active', currentPeriodEnd: end })
    days(18)
    expect(await held()).toMatchObject({ tier: 'basic', status: 'expired' })
  })

  it('gives nothing back that was given back itself', async () => {
    const basic = await join('basic')
    days(10)
    const upgrade = await join('vip')
    await refundWhole(basic)
    expect(await held()).toMatchObject({ tier: 'vip', status: 'active' })
    await refundWhole(upgrade)
    expect(await held()).toMatchObject({ status: 'expired', currentPeriodEnd: inDays(0) })
    expect(await members()).toMatchObject([{ paidLamports: 0n }])
  })
})

it('a part, or all with the membership left, changes nothing but the money', async () => {
  const first = await join('basic')
  const end = (await held())?.currentPeriodEnd
  await giveBack(creator, first, { amountLamports: 10_000_000n })
  await giveBack(creator, first, { amountLamports: 20_000_000n, access: 'kept' })
  expect(await held()).toMatchObject({ status: 'active', currentPeriodEnd: end })
  expect(await members()).toMatchObject([{ status: 'active', paidLamports: 0n }])
})
