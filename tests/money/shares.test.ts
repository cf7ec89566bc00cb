import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { Activity } from '@/lib/schema/activity'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { bookOf, mistakesOf } from '@/tests/support/money/book'
import { buy, fund } from '@/tests/support/money/purchases'

let app: TestApp
let inviter: Creator
let invited: Creator
let fan: Person
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  inviter = await makeCreator(app)
  invited = await makeCreator(app, { referredBy: inviter.handle, tiers: { basic: 10_000_001n } })
  fan = await signIn(app)
  await fund(fan)
})
afterEach(async () => {
  expect(await mistakesOf(app)).toEqual([])
})
afterAll(() => app.close())

const balanceOf = (wallet: string) => app.app.ledger.balance(wallet)

it('keeps a referrer’s share that could not open their account with the platform, and owes it', async () => {
  expect(await balanceOf(inviter.wallet)).toBe(0n)
  const post = await makePost(invited, { priceLamports: 10_000_039n })
  const platform = await balanceOf(app.app.platformWallet)
  const paid = await buy(fan, { kind: 'post', postId: post.id })
  expect(paid.splits.map(({ role, lamports }) => [role, lamports])).toEqual([
    ['creator', 9_000_037n],
    ['platform', 1_000_002n],
  ])
  expect(await bookOf(app, paid.id)).toEqual({
    buyer: -10_000_039n,
    creator: 9_000_037n,
    platform: 1_000_002n,
    owed_by_platform: -500_001n,
    owed_to_referrer: 500_001n,
  })
  expect(await balanceOf(app.app.platformWallet)).toBe(platform + 1_000_002n)
  expect(await balanceOf(inviter.wallet)).toBe(0n)
})

it('pays a referrer’s share that is large enough to open their account', async () => {
  const post = await makePost(invited, { priceLamports: 40_000_000n })
  const paid = await buy(fan, { kind: 'post', postId: post.id })
  expect(paid.splits).toEqual([
    { role: 'creator', wallet: invited.wallet, lamports: 36_000_000n },
    { role: 'platform', wallet: app.app.platformWallet, lamports: 2_000_000n },
    { role: 'referrer', wallet: inviter.wallet, lamports: 2_000_000n },
  ])
  expect(await balanceOf(inviter.wallet)).toBe(2_000_000n)
  expect(await bookOf(app, paid.id)).toEqual({
    buyer: -40_000_000n,
    creator: 36_000_000n,
    platform: 2_000_000n,
    referrer: 2_000_000n,
  })
})

it('pays the smallest share once the account is open, of a subscription too', async () => {
  const before = await balanceOf(inviter.wallet)
  const paid = await buy(fan, { kind: 'subscription', creatorId: invited.id, tier: 'basic' })
  expect(paid.splits.map(({ role, lamports }) => [role, lamports])).toEqual([
    ['creator', 9_000_001n],
    ['platform', 500_000n],
    ['referrer', 500_000n],
  ])
  expect(await balanceOf(inviter.wallet)).toBe(before + 500_000n)
})

it('gives a tip to its creator whole, whoever invited them', async () => {
  const [creator, referrer] = [await balanceOf(invited.wallet), await balanceOf(inviter.wallet)]
  const paid = await buy(fan, { kind: 'tip', creatorId: invited.id, amountLamports: 3_333_333n })
  expect(paid.splits).toEqual([{ role: 'creator', wallet: invited.wallet, lamports: 3_333_333n }])
  expect(await bookOf(app, paid.id)).toEqual({ buyer: -3_333_333n, creator: 3_333_333n })
  expect(await balanceOf(invited.wallet)).toBe(creator + 3_333_333n)
  expect(await balanceOf(inviter.wallet)).toBe(referrer)
})

it('can pay a referrer who is the buyer, and to them alone', async () => {
  await fund(inviter)
  const post = await makePost(invited, { priceLamports: 60_000_000n })
  const before = await balanceOf(inviter.wallet)
  const paid = await buy(inviter, { kind: 'post', postId: post.id })
  expect(paid.splits.find((split) => split.role === 'referrer')?.lamports).toBe(3_000_000n)
  const { feeLamports = 0n } = (await app.app.ledger.transaction(paid.signature ?? '')) ?? {}
  expect(await balanceOf(inviter.wallet)).toBe(before - 57_000_000n - feeLamports)
})

it('shows the creator what they keep of each, newest first', async () => {
  const creator = await makeCreator(app, { tiers: { basic: 10_000_000n } })
  const post = await makePost(creator, { title: 'For sale', priceLamports: 20_000_000n })
  await buy(fan, { kind: 'post', postId: post.id })
  await buy(fan, { kind: 'subscription', creatorId: creator.id, tier: 'basic' })
  await buy(fan, { kind: 'tip', creatorId: creator.id, amountLamports: 5_000_000n })
  await fan.api.put(`/api/posts/${post.id}/like`)
  await fan.api.post(`/api/posts/${post.id}/comments`, { body: 'Nice' })

  const { items } = (await creator.api.get('/api/me/activity')).as(Activity)
  const kept = items.map((item) => [
    item.kind,
    'shareLamports' in item ? item.shareLamports : null,
    item.by.id,
  ])
  expect(kept).toEqual([
    ['comment', null, fan.id],
    ['like', null, fan.id],
    ['tip', 5_000_000n, fan.id],
    ['subscriber', 9_000_000n, fan.id],
    ['sale', 18_000_000n, fan.id],
  ])
  expect((await fan.api.get('/api/me/activity')).json.items).toEqual([])
})

it('adds up what the day has brought, and begins anew at midnight', async () => {
  advanceToNoon()
  const creator = await makeCreator(app, { tiers: { basic: 10_000_000n } })
  const today = async () => (await creator.api.get('/api/me/activity')).as(Activity).today
  const nothing = { earnedLamports: 0n, sales: 0, subscribers: 0, tips: 0 }
  expect(await today()).toEqual(nothing)
  const post = await makePost(creator, { priceLamports: 20_000_000n })
  await buy(fan, { kind: 'post', postId: post.id })
  await buy(fan, { kind: 'subscription', creatorId: creator.id, tier: 'basic' })
  await buy(fan, { kind: 'tip', creatorId: creator.id, amountLamports: 5_000_000n })
  expect(await today()).toEqual({ earnedLamports: 32_000_000n, sales: 1, subscribers: 1, tips: 1 })
  const inTokyo = async () => (await creator.api.get('/api/me/activity?tz=Asia/Tokyo')).as(Activity).today
  expect((await inTokyo()).sales).toBe(1)
  // It is midnight there.
  app.clock.advance(DAY / 8)
  expect(await inTokyo()).toEqual(nothing)
  expect((await today()).sales).toBe(1)
  app.clock.advance(DAY / 2)
  expect(await today()).toEqual(nothing)
  ;(await creator.api.get('/api/me/activity?tz=Mars')).fieldErrors('tz')
})

/** Far from midnight, where a day ends for the count. */
function advanceToNoon(): void {
  const now = app.clock.now()
  const noon = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1, 12)
  app.clock.advance(noon - now.getTime())
}
