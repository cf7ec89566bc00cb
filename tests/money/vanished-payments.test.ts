import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { payments } from '@/lib/db/tables/payments'
import { followPayments } from '@/lib/domain/money/payments/finality'
import { revertPayment } from '@/lib/domain/money/payments/reversal'
import { signTransaction } from '@/lib/ledger/transaction'
import { CreatorProfile } from '@/lib/schema/creators'
import type { Post } from '@/lib/schema/posts'
import { type Purchase, PurchaseReply } from '@/lib/schema/purchases'
import { type Refund, RefundOffer, RefundReply } from '@/lib/schema/refunds'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { onAnotherFork } from '@/tests/support/ledger/fork'
import { instructionsOf, signed } from '@/tests/support/ledger/payments'
import { bookOf, mistakesOf } from '@/tests/support/money/book'
import { buy, fund, open, refundsOf } from '@/tests/support/money/purchases'
import { settleAllPurchases, settleAllRefunds } from '@/tests/support/money/settle-all'
import { connect } from '@/tests/support/realtime/socket-client'

const PRICE = 50_000_000n

/** What the network has settled to do without. */
const undone = new Set<string>()
/** What it has executed again, without success. */
const failed = new Set<string>()

let app: TestApp
let creator: Creator
let buyer: Person
let post: Post
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  app.app.ledger = onAnotherFork(app.app.ledger, undone, failed)
  creator = await makeCreator(app, { tiers: { basic: PRICE, premium: 3n * PRICE, vip: 5n * PRICE } })
})
beforeEach(async () => {
  ;[buyer, post] = await Promise.all([
    signIn(app),
    makePost(creator, { priceLamports: PRICE, minTier: 'basic' }),
  ])
  await fund(buyer)
})
afterEach(async () => {
  expect(await mistakesOf(app)).toEqual([])
})
afterAll(() => app.close())

const isUnlocked = async () => (await buyer.api.get(`/api/posts/${post.id}`)).json.unlocked
const subscribe = (tier: 'basic' | 'premium' | 'vip') =>
  buy(buyer, { kind: 'subscription', creatorId: creator.id, tier })

async function read({ id }: Purchase): Promise<Purchase> {
  return (await buyer.api.get(`/api/purchases/${id}`)).as(PurchaseReply).purchase
}

/** Undone by the network, and found to be so. */
async function vanish({ signature }: Pick<Purchase, 'signature'>): Promise<void> {
  undone.add(signature ?? '')
  await revertPayment(app.app, signature ?? '')
}

async function held() {
  return (await buyer.api.get(`/api/creators/${creator.handle}`)).as(CreatorProfile).subscription
}

/** Paid for a post that was gone, and paid back. */
async function payBack(): Promise<{ paid: Purchase; refund: Refund }> {
  await fund(creator)
  const purchase = await open(buyer, { kind: 'post', postId: post.id })
  await creator.api.delete(`/api/posts/${post.id}`)
  await sendDirectly(purchase)
  const paid = await read(purchase)
  const transaction = Buffer.from(await signRefund()).toString('base64')
  const [owed] = await refundsOf(buyer)
  const { refund } = (await creator.api.post(`/api/refunds/${owed?.id}/submit`, { transaction })).as(
    RefundReply,
  )
  return { paid, refund }
}

/** The transaction that pays back what is owed to the buyer, as the creator's wallet has it. */
async function signRefund(): Promise<Uint8Array> {
  const [owed] = await refundsOf(buyer)
  const reply = await creator.api.post(`/api/refunds/${owed?.id}/transaction`, undefined)
  return signTransaction(Buffer.from(reply.as(RefundOffer).transaction, 'base64'), creator.keypair)
}

async function sendDirectly({ id, splits, reference }: Purchase): Promise<void> {
  const instructions = instructionsOf({ payer: buyer.wallet, splits, reference, memo: id })
  await app.app.ledger.send(signed(instructions, await app.app.ledger.latestBlockhash(), [buyer.keypair]))
}

describe('a payment that the network has undone', () => {
  it('locks the post again, on open sockets too, and both sides are told', async () => {
    const purchase = await buy(buyer, { kind: 'post', postId: post.id })
    const [ofBuyer, ofCreator] = [
      await connect(app, buyer, `user:${buyer.id}`),
      await connect(app, creator, `user:${creator.id}`),
    ]
    expect(await isUnlocked()).toBe(true)
    await vanish(purchase)
    for (const socket of [ofBuyer, ofCreator]) {
      const event = await socket.next('purchase-reverted')
      expect(event.data).toEqual({
        purchaseId: purchase.id,
        creatorId: creator.id,
        postId: post.id,
        amountLamports: PRICE,
      })
      socket.close()
    }
    expect(await isUnlocked()).toBe(false)
    expect(await read(purchase)).toMatchObject({
      status: 'failed',
      failure: 'vanished',
      signature: null,
      confirmedAt: null,
    })
    expect(await bookOf(app, purchase.id)).toEqual({})
    const newest = async ({ api }: Person) => (await api.get('/api/notifications')).json.items[0].kind
    expect(await newest(buyer)).toBe('payment')
    expect(await newest(creator)).toBe('payment')
  })

  it('is taken back once, and can be bought again', async () => {
    const purchase = await buy(buyer, { kind: 'post', postId: post.id })
    const socket = await connect(app, buyer, `user:${buyer.id}`)
    await Promise.all([vanish(purchase), vanish(purchase), vanish(purchase)])
    expect((await socket.events()).map(({ type }) => type)).toEqual(['purchase-reverted'])
    socket.close()
    await buy(buyer, { kind: 'post', postId: post.id })
    expect(await isUnlocked()).toBe(true)
  })

  it('makes another payment for the same purchase, which was one too many, the one that counts', async () => {
    const purchase = await open(buyer, { kind: 'post', postId: post.id })
    await sendDirectly(purchase)
    app.clock.advance(1_000)
    await sendDirectly(purchase)
    await settleAllPurchases(app.app)
    expect(await refundsOf(buyer)).toMatchObject([{ status: 'owed', reason: 'paid_twice' }])
    await vanish(await read(purchase))
    expect(await isUnlocked()).toBe(true)
    expect(await refundsOf(buyer)).toMatchObject([{ status: 'void' }])
    expect(await bookOf(app, purchase.id)).toEqual({
      buyer: -PRICE,
      creator: 45_000_000n,
      platform: 5_000_000n,
    })
  })

  it('leaves one too many owed that the creator is paying back already: it would be both given and paid back', async () => {
    await fund(creator)
    const purchase = await open(buyer, { kind: 'post', postId: post.id })
    await sendDirectly(purchase)
    app.clock.advance(1_000)
    await sendDirectly(purchase)
    await settleAllPurchases(app.app)
    const bytes = await signRefund()
    await vanish(await read(purchase))
    await app.app.ledger.send(bytes)
    await settleAllRefunds(app.app)
    expect(await isUnlocked()).toBe(false)
    expect(await refundsOf(buyer)).toMatchObject([{ status: 'paid', reason: 'paid_twice' }])
  })

  it('is no longer owed back when it had bought nothing', async () => {
    const purchase = await open(buyer, { kind: 'post', postId: post.id })
    const gone = post
    await creator.api.delete(`/api/posts/${gone.id}`)
    await sendDirectly(purchase)
    const paid = await read(purchase)
    expect(await refundsOf(buyer)).toMatchObject([{ status: 'owed' }])
    await vanish(paid)
    expect(await refundsOf(buyer)).toMatchObject([{ status: 'void' }])
    expect(await bookOf(app, purchase.id)).toEqual({})
  })

  it('is not owed back, either, when what was paid back for it was undone with it', async () => {
    const { paid, refund } = await payBack()
    await vanish(paid)
    await vanish(refund)
    expect(await refundsOf(buyer)).toMatchObject([{ status: 'void', signature: null }])
    expect(await bookOf(app, paid.id)).toEqual({})
  })

  it('that was paid back and comes back after all is not owed once more', async () => {
    const { paid } = await payBack()
    await vanish(paid)
    undone.delete(paid.signature ?? '')
    await read(paid)
    expect(await refundsOf(buyer)).toMatchObject([{ status: 'paid' }])
  })
})

describe('a subscription whose payment was undone', () => {
  it('ends now when nothing else was paid', async () => {
    const purchase = await subscribe('basic')
    const socket = await connect(app, buyer, `user:${buyer.id}`)
    await vanish(purchase)
    const event = await socket.next('subscription-updated')
    expect(event.data).toMatchObject({ creatorId: creator.id, status: 'expired', previousTier: 'basic' })
    socket.close()
    expect((await held())?.status).toBe('expired')
    expect(await isUnlocked()).toBe(false)
  })

  it('is thirty days shorter when it was a renewal', async () => {
    const first = await subscribe('basic')
    const renewal = await subscribe('basic')
    const end = Date.parse((await held())?.currentPeriodEnd ?? '')
    await vanish(renewal)
    expect(Date.parse((await held())?.currentPeriodEnd ?? '')).toBe(end - 30 * DAY)
    expect(await isUnlocked()).toBe(true)
    await vanish(first)
    expect(await isUnlocked()).toBe(false)
  })

  it('runs on as it did before when it was an upgrade', async () => {
    await subscribe('basic')
    const before = await held()
    app.clock.advance(DAY)
    const upgrade = await subscribe('premium')
    expect((await held())?.tier).toBe('premium')
    await vanish(upgrade)
    expect(await held()).toEqual(before)
  })
})

describe('following a payment that is not final', () => {
  const paymentOf = async ({ signature }: Purchase) => {
    const [row] = await app.app.db.read
      .select()
      .from(payments)
      .where(eq(payments.signature, signature ?? ''))
    return row
  }
  const unsettle = ({ signature }: Purchase) =>
    app.app.db.transact((tx) =>
      tx.sql
        .update(payments)
        .set({ finalizedAt: null })
        .where(eq(payments.signature, signature ?? '')),
    )

  it('ends when the ledger says that it is', async () => {
    const purchase = await buy(buyer, { kind: 'post', postId: post.id })
    await unsettle(purchase)
    await followPayments(app.app)
    expect((await paymentOf(purchase))?.finalizedAt).not.toBeNull()
    expect(await isUnlocked()).toBe(true)
  })

  it('takes back what it gave when the ledger says that it never will be', async () => {
    const purchase = await buy(buyer, { kind: 'post', postId: post.id })
    undone.add(purchase.signature ?? '')
    await unsettle(purchase)
    await followPayments(app.app)
    expect(await paymentOf(purchase)).toMatchObject({ state: 'vanished' })
    expect(await isUnlocked()).toBe(false)
  })

  it('takes back what it gave when it is final, but failed in the end', async () => {
    const purchase = await buy(buyer, { kind: 'post', postId: post.id })
    failed.add(purchase.signature ?? '')
    await unsettle(purchase)
    await followPayments(app.app)
    expect(await paymentOf(purchase)).toMatchObject({ state: 'vanished' })
    expect(await isUnlocked()).toBe(false)
  })
})
