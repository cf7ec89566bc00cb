import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { payments } from '@/lib/db/tables/payments'
import { followPayments } from '@/lib/domain/money/payments/finality'
import { revertPayment } from '@/lib/domain/money/payments/reversal'
import { settleGoodwill } from '@/lib/domain/money/refunds/goodwill-settlement'
import { pageOf } from '@/lib/schema/common'
import type { Post } from '@/lib/schema/posts'
import type { Purchase } from '@/lib/schema/purchases'
import { Sale } from '@/lib/schema/sales'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { MINUTE } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { onAnotherFork } from '@/tests/support/ledger/fork'
import { type Decision, whileUndecided } from '@/tests/support/ledger/undecided'
import { bookOf, mistakesOf } from '@/tests/support/money/book'
import { buy, fund, giveBack, refundsOf } from '@/tests/support/money/purchases'
import { settleAllRefunds } from '@/tests/support/money/settle-all'

const PRICE = 50_000_000n

const undone = new Set<string>()
const decision: Decision = { isOpen: false }

let app: TestApp
let creator: Creator
let buyer: Person
let post: Post
let sale: Purchase
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  app.app.ledger = whileUndecided(onAnotherFork(app.app.ledger, undone), decision)
})
beforeEach(async () => {
  ;[buyer, creator] = await Promise.all([signIn(app), makeCreator(app)])
  post = await makePost(creator, { priceLamports: PRICE })
  await Promise.all([fund(buyer), fund(creator)])
})
afterEach(async () => {
  await settle()
  expect(await mistakesOf(app)).toEqual([])
})
afterAll(() => app.close())

const isUnlocked = async () => (await buyer.api.get(`/api/posts/${post.id}`)).json.unlocked
const theSale = async () => (await creator.api.get('/api/me/sales')).as(pageOf(Sale)).items[0]

async function sell(): Promise<void> {
  sale = await buy(buyer, { kind: 'post', postId: post.id })
}

/** The network has settled: what it has executed is for good. */
async function settle(): Promise<void> {
  decision.isOpen = false
  await followPayments(app.app)
}

it('a payment that may still be undone is not given back yet', async () => {
  decision.isOpen = true
  await sell()
  expect(await theSale()).toMatchObject({ final: false })
  const ask = () => creator.api.post(`/api/me/sales/${sale.id}/refunds`, { amountLamports: PRICE })
  ;(await ask()).problem('payment_not_final')
  await settle()
  expect(await theSale()).toMatchObject({ final: true })
  expect((await ask()).status).toBe(201)
})

it('what goes with a refund goes once the network cannot undo it; the money is told at once', async () => {
  await sell()
  decision.isOpen = true
  const refund = await giveBack(creator, sale, { amountLamports: PRICE })
  expect(refund).toMatchObject({ status: 'paid', access: 'ended' })
  await followPayments(app.app)
  expect(await isUnlocked()).toBe(true)
  expect(await theSale()).toMatchObject({ refundedLamports: PRICE, access: 'kept' })
  expect(await refundsOf(buyer)).toMatchObject([{ status: 'paid', amountLamports: PRICE }])
  expect(await mistakesOf(app)).toEqual([])

  await settle()
  expect(await isUnlocked()).toBe(false)
  expect(await theSale()).toMatchObject({ refundedLamports: PRICE, access: 'ended' })
})

it('a process of the release before may write down that it is final: what goes with it goes all the same', async () => {
  await sell()
  decision.isOpen = true
  const { signature } = await giveBack(creator, sale, { amountLamports: PRICE })
  await settleGoodwill(app.app)
  expect(await isUnlocked()).toBe(true)
  await app.app.db.transact(({ sql }) =>
    sql
      .update(payments)
      .set({ finalizedAt: app.app.now() })
      .where(eq(payments.signature, signature ?? '')),
  )
  await settleGoodwill(app.app)
  expect(await isUnlocked()).toBe(false)
})

it('what the network has undone was not given: everything is as before, and it can be given anew', async () => {
  await sell()
  decision.isOpen = true
  const { signature } = await giveBack(creator, sale, { amountLamports: PRICE })
  undone.add(signature ?? '')
  await revertPayment(app.app, signature ?? '')
  expect(await isUnlocked()).toBe(true)
  expect(await refundsOf(buyer)).toEqual([])
  expect(await bookOf(app, sale.id)).toEqual({ buyer: -PRICE, creator: 45_000_000n, platform: 5_000_000n })
  await settle()
  expect(await isUnlocked()).toBe(true)

  app.clock.advance(MINUTE)
  await giveBack(creator, sale, { amountLamports: PRICE })
  expect(await isUnlocked()).toBe(false)
  expect(await refundsOf(buyer)).toMatchObject([{ status: 'paid' }])
})

it('what was undone and is there after all was given after all', async () => {
  await sell()
  decision.isOpen = true
  const { signature } = await giveBack(creator, sale, { amountLamports: PRICE })
  undone.add(signature ?? '')
  await revertPayment(app.app, signature ?? '')
  undone.delete(signature ?? '')
  decision.isOpen = false
  await settleAllRefunds(app.app)
  expect(await isUnlocked()).toBe(false)
  expect(await refundsOf(buyer)).toMatchObject([{ status: 'paid', signature }])
})
