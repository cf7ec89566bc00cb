import { and, eq, inArray } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ledgerEntries, ledgerLines, payments, refunds } from '@/lib/db/tables/payments'
import { oweOldSurplus } from '@/lib/domain/money/payments/old-surplus'
import { newKeypair } from '@/lib/ledger/keypair'
import { signTransaction } from '@/lib/ledger/transaction'
import type { Post } from '@/lib/schema/posts'
import { type Purchase, PurchaseReply } from '@/lib/schema/purchases'
import { type Refund, RefundOffer, RefundReply } from '@/lib/schema/refunds'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { MINUTE } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { instructionsOf, signed } from '@/tests/support/ledger/payments'
import { bookOf, mistakesOf } from '@/tests/support/money/book'
import { fund, open, pay, refundsOf } from '@/tests/support/money/purchases'
import { settleAllPurchases, settleAllRefunds } from '@/tests/support/money/settle-all'
import { connect } from '@/tests/support/realtime/socket-client'

const PRICE = 50_000_000n

let app: TestApp
let creator: Creator
let buyer: Person
let post: Post
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
})
beforeEach(async () => {
  ;[buyer, creator] = await Promise.all([signIn(app), makeCreator(app)])
  post = await makePost(creator, { priceLamports: PRICE })
  await Promise.all([fund(buyer), fund(creator)])
})
afterEach(async () => {
  expect(await mistakesOf(app)).toEqual([])
})
afterAll(() => app.close())

const balanceOf = ({ wallet }: Person) => app.app.ledger.balance(wallet)

/** Pays straight on the ledger, after the post has gone. */
async function payInVain(): Promise<Purchase> {
  const purchase = await open(buyer, { kind: 'post', postId: post.id })
  await creator.api.delete(`/api/posts/${post.id}`)
  await sendDirectly(purchase)
  return (await buyer.api.get(`/api/purchases/${purchase.id}`)).as(PurchaseReply).purchase
}

async function sendDirectly({ id, splits, reference }: Purchase): Promise<void> {
  const instructions = instructionsOf({ payer: buyer.wallet, splits, reference, memo: id })
  await app.app.ledger.send(signed(instructions, await app.app.ledger.latestBlockhash(), [buyer.keypair]))
}

async function offerOf({ id }: Refund): Promise<Uint8Array> {
  const { transaction } = (await creator.api.post(`/api/refunds/${id}/transaction`, undefined)).as(
    RefundOffer,
  )
  return Buffer.from(transaction, 'base64')
}

const submit = ({ id }: Refund, bytes: Uint8Array, by: Person = creator) =>
  by.api.post(`/api/refunds/${id}/submit`, { transaction: Buffer.from(bytes).toString('base64') })

async function owedRefund(): Promise<Refund> {
  await payInVain()
  const [refund] = await refundsOf(creator)
  if (refund === undefined) throw new Error('nothing is owed')
  return refund
}

describe('what was paid for nothing', () => {
  it('is shown to both sides as owed, with the amount that was paid and the reason', async () => {
    const purchase = await payInVain()
    expect(purchase).toMatchObject({ status: 'failed', failure: 'paid_in_vain' })
    const shown = {
      status: 'owed',
      reason: 'gone',
      amountLamports: PRICE,
      purchaseId: purchase.id,
      signature: null,
    }
    expect(await refundsOf(buyer)).toMatchObject([{ ...shown, role: 'buyer' }])
    expect(await refundsOf(creator)).toMatchObject([{ ...shown, role: 'creator' }])
    expect(await refundsOf(await signIn(app))).toEqual([])
    const kinds = async ({ api }: Person) =>
      (await api.get('/api/notifications')).json.items.map(({ kind }: { kind: string }) => kind)
    expect(await kinds(buyer)).toEqual(['refund'])
    expect(await kinds(creator)).toEqual(['refund'])
  })

  it('is paid back whole by a transaction that the creator signs, live for both', async () => {
    const before = await balanceOf(buyer)
    const refund = await owedRefund()
    const paidFee = before - PRICE - (await balanceOf(buyer))
    const [ofBuyer, ofCreator] = [
      await connect(app, buyer, `user:${buyer.id}`),
      await connect(app, creator, `user:${creator.id}`),
    ]
    const signedBytes = signTransaction(await offerOf(refund), creator.keypair)
    const paid = (await submit(refund, signedBytes)).as(RefundReply).refund
    expect(paid).toMatchObject({ status: 'paid', signature: expect.any(String), paidAt: expect.any(String) })
    for (const socket of [ofBuyer, ofCreator]) {
      const event = await socket.next('refund-updated')
      expect(event.data).toMatchObject({ refundId: refund.id, status: 'paid', amountLamports: PRICE })
      socket.close()
    }
    expect(await balanceOf(buyer)).toBe(before - paidFee)
    expect(await refundsOf(buyer)).toMatchObject([{ status: 'paid', role: 'buyer' }])
    // The creator gave back more than they had got: the platform owes them its share.
    expect(await bookOf(app, refund.purchaseId)).toEqual({
      creator: 45_000_000n - PRICE,
      platform: 5_000_000n,
      owed_by_platform: -5_000_000n,
      owed_to_creator: 5_000_000n,
    })
  })

  it('is paid back once, however often it is sent and asked for', async () => {
    const refund = await owedRefund()
    const bytes = signTransaction(await offerOf(refund), creator.keypair)
    const before = await balanceOf(creator)
    const replies = await Promise.all(Array.from({ length: 5 }, () => submit(refund, bytes)))
    for (const reply of replies) expect([200, 202]).toContain(reply.status)
    expect((await submit(refund, bytes)).as(RefundReply).refund.status).toBe('paid')
    expect(before - (await balanceOf(creator))).toBe(PRICE + 5_000n)
    ;(await creator.api.post(`/api/refunds/${refund.id}/transaction`, undefined)).problem('refund_closed')
  })

  it('is found on the ledger though the server never got it', async () => {
    const refund = await owedRefund()
    await app.app.ledger.send(signTransaction(await offerOf(refund), creator.keypair))
    await settleAllRefunds(app.app)
    expect(await refundsOf(buyer)).toMatchObject([{ status: 'paid' }])
  })

  it('is asked for by the same transaction as long as that can land, and by a new one afterwards', async () => {
    const refund = await owedRefund()
    const first = await offerOf(refund)
    expect(await offerOf(refund)).toEqual(first)
    app.clock.advance(2 * MINUTE)
    const next = await offerOf(refund)
    expect(next).not.toEqual(first)
    ;(await submit(refund, signTransaction(first, creator.keypair))).problem('transaction_expired')
    expect((await submit(refund, signTransaction(next, creator.keypair))).as(RefundReply).refund.status).toBe(
      'paid',
    )
  })
})

describe('a refund', () => {
  it('is the creator’s to pay, and nobody else’s to see', async () => {
    const refund = await owedRefund()
    const stranger = await signIn(app)
    for (const other of [buyer, stranger]) {
      ;(await other.api.post(`/api/refunds/${refund.id}/transaction`, undefined)).problem('not_found')
      const bytes = signTransaction(await offerOf(refund), creator.keypair)
      ;(await submit(refund, bytes, other)).problem('not_found')
    }
  })

  it('takes only the offered transaction', async () => {
    const refund = await owedRefund()
    await offerOf(refund)
    const blockhash = await app.app.ledger.latestBlockhash()
    const payment = (change: object) =>
      signed(
        instructionsOf({
          payer: creator.wallet,
          splits: [{ role: 'buyer', wallet: buyer.wallet, lamports: PRICE, ...change }],
          reference: newKeypair().address,
          memo: refund.id,
        }),
        blockhash,
        [creator.keypair],
      )
    for (const bytes of [
      payment({}),
      payment({ lamports: PRICE - 1n }),
      payment({ wallet: creator.wallet }),
    ]) {
      ;(await submit(refund, bytes)).problem('transaction_mismatch')
    }
    expect(await refundsOf(buyer)).toMatchObject([{ status: 'owed' }])
  })

  it('that the creator cannot afford charges nothing and can be tried again', async () => {
    const refund = await owedRefund()
    const bytes = await offerOf(refund)
    const poor = await app.app.ledger.balance(creator.wallet)
    // Everything but a tenth of the price goes elsewhere.
    const away = instructionsOf({
      payer: creator.wallet,
      splits: [{ role: 'buyer', wallet: newKeypair().address, lamports: poor - 5_000_000n }],
      reference: newKeypair().address,
      memo: 'away',
    })
    await app.app.ledger.send(signed(away, await app.app.ledger.latestBlockhash(), [creator.keypair]))
    ;(await submit(refund, signTransaction(bytes, creator.keypair))).problem('insufficient_funds')
    await fund(creator)
    expect(
      (await submit(refund, signTransaction(bytes, creator.keypair))).as(RefundReply).refund.status,
    ).toBe('paid')
  })
})

it('nothing is owed where the post was bought once and unlocked', async () => {
  await pay(buyer, await open(buyer, { kind: 'post', postId: post.id }))
  await settleAllPurchases(app.app)
  expect(await refundsOf(buyer)).toEqual([])
})

it('a subscription whose credit was used up by another payment is owed back', async () => {
  const seller = await makeCreator(app, { tiers: { basic: PRICE, premium: 3n * PRICE, vip: 5n * PRICE } })
  const buy = (tier: 'basic' | 'premium' | 'vip') =>
    open(buyer, { kind: 'subscription', creatorId: seller.id, tier })
  await pay(buyer, await buy('basic'))
  const first = await buy('premium')
  expect(first.creditLamports).toBeGreaterThan(0n)
  app.clock.advance(11 * MINUTE)
  await settleAllPurchases(app.app)
  await pay(buyer, await buy('premium'))
  await sendDirectly(first)
  await settleAllPurchases(app.app)
  expect(await refundsOf(buyer)).toMatchObject([
    {
      status: 'owed',
      reason: 'subscription_changed',
      amountLamports: first.amountLamports,
      purchaseId: first.id,
    },
  ])
})

it('what the first release has booked as a sale, though it gave nothing, is owed from then on', async () => {
  const purchase = await payInVain()
  const { db } = app.app
  await db.transact(async ({ sql: tx }) => {
    await tx.delete(refunds).where(eq(refunds.purchaseId, purchase.id))
    await tx.update(payments).set({ slot: 0n }).where(eq(payments.purchaseId, purchase.id))
    const entries = tx.select({ id: ledgerEntries.id }).from(ledgerEntries)
    const own = inArray(ledgerLines.entryId, entries.where(eq(ledgerEntries.purchaseId, purchase.id)))
    await tx
      .delete(ledgerLines)
      .where(and(own, inArray(ledgerLines.account, ['owed_by_creator', 'owed_to_buyer'])))
  })
  expect(await mistakesOf(app)).not.toEqual([])
  for (let starts = 0; starts < 2; starts += 1) await oweOldSurplus(app.app)
  const expected = { purchaseId: purchase.id, status: 'owed', reason: 'gone', amountLamports: PRICE }
  for (const side of [buyer, creator]) expect(await refundsOf(side)).toMatchObject([expected])
})
