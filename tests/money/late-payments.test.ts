import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { purchases } from '@/lib/db/tables/purchases'
import { LAMPORTS_PER_SOL } from '@/lib/money'
import { NotificationPage } from '@/lib/schema/notifications'
import type { Post } from '@/lib/schema/posts'
import { type Purchase, type PurchaseItem, PurchaseReply } from '@/lib/schema/purchases'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY, MINUTE, SECOND } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { LEDGERS } from '@/tests/support/ledger/ledgers'
import { mistakesOf } from '@/tests/support/money/book'
import { buy, fund, open, refundsOf, sign, submit } from '@/tests/support/money/purchases'
import { settleAllPurchases } from '@/tests/support/money/settle-all'
import { payDirectly } from '@/tests/support/money/sold-world'

const PRICE = 1_000_000n
const DEAR = LAMPORTS_PER_SOL

let app: TestApp
let creator: Creator
let buyer: Person
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  creator = await makeCreator(app, { tiers: { basic: PRICE, premium: 3n * PRICE } })
})
afterEach(async () => {
  expect(await mistakesOf(app)).toEqual([])
})
afterAll(() => app.close())

const postItem = ({ id }: Post) => ({ kind: 'post', postId: id }) as const
const tierItem = (tier: 'basic' | 'premium') =>
  ({ kind: 'subscription', creatorId: creator.id, tier }) as const

async function openAndWait(item: PurchaseItem, ms: number): Promise<Purchase> {
  buyer = await signIn(app)
  await fund(buyer)
  const purchase = await open(buyer, item)
  app.clock.advance(ms)
  await settleAllPurchases(app.app)
  return purchase
}

/** By hand: the same shares, reference and memo, and a blockhash of now. */
async function payLate(purchase: Purchase): Promise<Purchase> {
  await payDirectly(app, buyer, purchase)
  await settleAllPurchases(app.app)
  return (await buyer.api.get(`/api/purchases/${purchase.id}`)).as(PurchaseReply).purchase
}

const isUnlocked = async (post: Post) => (await buyer.api.get(`/api/posts/${post.id}`)).json.unlocked
const noticesOf = async ({ api }: Person) =>
  (await api.get('/api/notifications')).as(NotificationPage).items.map(({ kind }) => kind)

async function expectOwedBack(purchase: Purchase, paid: Purchase): Promise<void> {
  expect(paid).toMatchObject({ status: 'failed', failure: 'paid_in_vain' })
  const owed = {
    purchaseId: purchase.id,
    status: 'owed',
    reason: 'expired',
    amountLamports: purchase.amountLamports,
  }
  for (const side of [buyer, creator]) {
    expect((await refundsOf(side))[0]).toMatchObject(owed)
    expect(await noticesOf(side)).toContain('refund')
  }
}

/** What a creator may do about a post while somebody holds an open price for it. */
const OFF: [string, (post: Post) => Promise<unknown>][] = [
  ['is dearer by now', ({ id }) => creator.api.patch(`/api/posts/${id}`, { priceLamports: DEAR })],
  [
    'is for members only by now',
    ({ id }) => creator.api.patch(`/api/posts/${id}`, { priceLamports: null, minTier: 'premium' }),
  ],
  ['is free by now', ({ id }) => creator.api.patch(`/api/posts/${id}`, { priceLamports: null })],
]

describe('a payment by hand for a post, after its purchase has expired', () => {
  it.each(OFF)('is owed back, seen by both, where the post %s', async (_what, change) => {
    const post = await makePost(creator, { priceLamports: PRICE })
    const purchase = await openAndWait(postItem(post), 12 * MINUTE)
    await change(post)
    const isOpen = await isUnlocked(post)
    await expectOwedBack(purchase, await payLate(purchase))
    expect(await isUnlocked(post)).toBe(isOpen)
  })

  it.each([
    ['the same', 2n * PRICE],
    ['less', PRICE],
  ])('buys it where it costs %s by now', async (_what, priceLamports) => {
    const post = await makePost(creator, { priceLamports: 2n * PRICE })
    const purchase = await openAndWait(postItem(post), 3 * DAY)
    await creator.api.patch(`/api/posts/${post.id}`, { priceLamports })
    expect((await payLate(purchase)).status).toBe('confirmed')
    expect(await isUnlocked(post)).toBe(true)
  })

  it('buys it at the old price within the life of a blockhash, and not after it', async () => {
    for (const [lateMs, status] of [
      [30 * SECOND, 'confirmed'],
      [2 * MINUTE, 'failed'],
    ] as const) {
      const post = await makePost(creator, { priceLamports: PRICE })
      const purchase = await openAndWait(postItem(post), 10 * MINUTE + lateMs)
      await creator.api.patch(`/api/posts/${post.id}`, { priceLamports: DEAR })
      expect((await payLate(purchase)).status).toBe(status)
    }
  })

  it('buys it where the ledger had it in time, however late it is found', async () => {
    const post = await makePost(creator, { priceLamports: PRICE })
    const purchase = await openAndWait(postItem(post), 9 * MINUTE)
    await payDirectly(app, buyer, purchase)
    await creator.api.patch(`/api/posts/${post.id}`, { priceLamports: DEAR })
    app.clock.advance(60 * MINUTE)
    await settleAllPurchases(app.app)
    expect(await isUnlocked(post)).toBe(true)
    expect(await refundsOf(buyer)).toEqual([])
  })
})

describe('a late payment for a membership', () => {
  it('is owed back where the tier is dearer or off by now', async () => {
    for (const change of [{ priceLamports: DEAR }, { enabled: false }]) {
      const tier = { tier: 'basic', name: 'b', benefits: [], priceLamports: PRICE, enabled: true }
      await creator.api.put('/api/me/tiers', [tier])
      const purchase = await openAndWait(tierItem('basic'), 12 * MINUTE)
      await creator.api.put('/api/me/tiers', [{ ...tier, ...change }])
      await expectOwedBack(purchase, await payLate(purchase))
      await creator.api.put('/api/me/tiers', [tier])
    }
  })

  it('buys it where it still costs that', async () => {
    const purchase = await openAndWait(tierItem('basic'), 12 * MINUTE)
    expect((await payLate(purchase)).status).toBe('confirmed')
  })
})

it('a late tip is given whatever it was', async () => {
  const tip = await openAndWait({ kind: 'tip', creatorId: creator.id, amountLamports: PRICE }, 60 * MINUTE)
  expect((await payLate(tip)).status).toBe('confirmed')
})

it('what is open to the buyer by now is not charged for: free, or by a tier bought meanwhile', async () => {
  const member = await makePost(creator, { priceLamports: PRICE, minTier: 'basic' })
  const free = await makePost(creator, { priceLamports: PRICE })
  buyer = await signIn(app)
  await fund(buyer)
  const opened = [await open(buyer, postItem(member)), await open(buyer, postItem(free))]
  await buy(buyer, tierItem('basic'))
  await creator.api.patch(`/api/posts/${free.id}`, { priceLamports: null })
  const before = await app.app.ledger.balance(buyer.wallet)
  for (const purchase of opened) {
    ;(await submit(buyer, purchase, sign(buyer, purchase))).problem('already_unlocked')
    const account = buyer.wallet
    ;(await buyer.api.post(`/api/pay/${purchase.reference}`, { account })).problem('already_unlocked')
    // Nor by what a killed process has stored and not sent.
    await app.app.db.transact(({ sql }) =>
      sql
        .update(purchases)
        .set({ signedTransaction: sign(buyer, purchase), submittedAt: app.clock.now() })
        .where(eq(purchases.id, purchase.id)),
    )
  }
  await settleAllPurchases(app.app)
  expect(await app.app.ledger.balance(buyer.wallet)).toBe(before)
})

describe.each(LEDGERS)('on %s', (_name, start) => {
  it('the ledger’s clock says when a payment came', async () => {
    const { app: other, stop } = await start()
    const [seller, fan] = [await makeCreator(other), await signIn(other)]
    await other.fund(fan.wallet, DEAR)
    const [late, inTime] = await Promise.all(
      [1, 2].map(async () => {
        const post = await makePost(seller, { priceLamports: PRICE })
        return { post, purchase: await open(fan, postItem(post)) }
      }),
    )
    if (late === undefined || inTime === undefined) throw new Error('nothing was opened')
    const set = (id: string, values: Partial<typeof purchases.$inferSelect>) =>
      other.app.db.transact(({ sql }) => sql.update(purchases).set(values).where(eq(purchases.id, id)))
    // Nobody looks before all is as it is to be.
    for (const { purchase } of [late, inTime]) await set(purchase.id, { nextLookAt: new Date('2100-01-01') })
    const { executedAt } = await paidOnChain(other, fan, inTime.purchase)
    await set(inTime.purchase.id, { expiresAt: new Date(executedAt.getTime() - 30 * SECOND) })
    await set(late.purchase.id, { expiresAt: new Date(executedAt.getTime() - 5 * MINUTE) })
    for (const { post } of [late, inTime])
      await seller.api.patch(`/api/posts/${post.id}`, { priceLamports: DEAR })
    await paidOnChain(other, fan, late.purchase)
    const statusOf = async ({ purchase }: typeof late) =>
      (await fan.api.get(`/api/purchases/${purchase.id}`)).as(PurchaseReply).purchase.status
    expect(await statusOf(inTime)).toBe('confirmed')
    expect(await statusOf(late)).toBe('failed')
    expect(await mistakesOf(other)).toEqual([])
    await stop()
  })
})

async function paidOnChain(app: TestApp, fan: Person, purchase: Purchase) {
  await payDirectly(app, fan, purchase)
  const { ledger } = app.app
  return vi.waitFor(
    async () => {
      const [entry] = (await ledger.search(purchase.reference)).signatures
      const executed = entry && (await ledger.transaction(entry.signature))
      if (executed == null) throw new Error('it is not there yet')
      return executed
    },
    { timeout: 20_000 },
  )
}
