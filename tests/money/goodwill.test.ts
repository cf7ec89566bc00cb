import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { oweOldSurplus } from '@/lib/domain/money/payments/old-surplus'
import { GOODWILL, settleGoodwill } from '@/lib/domain/money/refunds/goodwill-settlement'
import { signTransaction } from '@/lib/ledger/transaction'
import { pageOf } from '@/lib/schema/common'
import type { Post } from '@/lib/schema/posts'
import { type Purchase, PurchaseReply } from '@/lib/schema/purchases'
import { Receipt } from '@/lib/schema/receipts'
import { RefundOffer, RefundReply } from '@/lib/schema/refunds'
import { Sale } from '@/lib/schema/sales'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { MINUTE, SECOND } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { instructionsOf, signed } from '@/tests/support/ledger/payments'
import { bookOf, mistakesOf } from '@/tests/support/money/book'
import { buy, fund, giveBack, open, pay, refundsOf, submitRefund } from '@/tests/support/money/purchases'
import { settleAllPurchases, settleAllRefunds } from '@/tests/support/money/settle-all'
import { connect } from '@/tests/support/realtime/socket-client'

const PRICE = 50_000_000n
const PART = 20_000_000n
const FEE = 5_000n

let app: TestApp
let creator: Creator
let buyer: Person
let post: Post
let sale: Purchase
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
})
beforeEach(async () => {
  ;[buyer, creator] = await Promise.all([signIn(app), makeCreator(app)])
  post = await makePost(creator, { priceLamports: PRICE })
  await Promise.all([fund(buyer), fund(creator)])
  sale = await buy(buyer, { kind: 'post', postId: post.id })
})
afterEach(async () => {
  expect(await mistakesOf(app)).toEqual([])
})
afterAll(() => app.close())

const balanceOf = ({ wallet }: Person) => app.app.ledger.balance(wallet)
const isUnlocked = async () => (await buyer.api.get(`/api/posts/${post.id}`)).json.unlocked
const salesOf = async ({ api }: Person) => (await api.get('/api/me/sales')).as(pageOf(Sale)).items
const ask = (terms: object, by: Person = creator, of = sale) =>
  by.api.post(`/api/me/sales/${of.id}/refunds`, terms)
const offer = async (terms: object) => (await ask(terms)).as(RefundOffer, 201)
const bytesOf = ({ transaction }: RefundOffer) =>
  signTransaction(Buffer.from(transaction, 'base64'), creator.keypair)
const read = async () => (await buyer.api.get(`/api/purchases/${sale.id}`)).as(PurchaseReply).purchase

async function toldOf({ api }: Person) {
  const { items } = (await api.get('/api/notifications')).json
  return items
    .filter(({ kind }: { kind: string }) => kind === 'refund')
    .map(({ params }: { params: { change: string } }) => params.change)
}

describe('the whole price, given back', () => {
  it('takes the post away at once, on open sockets too, and can be bought again', async () => {
    const sockets = [
      await connect(app, buyer, `user:${buyer.id}`),
      await connect(app, creator, `user:${creator.id}`),
    ]
    const before = { buyer: await balanceOf(buyer), creator: await balanceOf(creator) }
    expect(await isUnlocked()).toBe(true)
    const refund = await giveBack(creator, sale, { amountLamports: PRICE, reason: 'mistake' })
    expect(refund).toMatchObject({
      status: 'paid',
      reason: 'mistake',
      access: 'ended',
      amountLamports: PRICE,
    })
    for (const socket of sockets) {
      const { data } = await socket.next('purchase-reverted')
      expect(data).toEqual({
        purchaseId: sale.id,
        creatorId: creator.id,
        postId: post.id,
        amountLamports: PRICE,
      })
      expect((await socket.next('refund-updated')).data).toMatchObject({ status: 'paid' })
      socket.close()
    }
    expect(await isUnlocked()).toBe(false)
    expect(await balanceOf(buyer)).toBe(before.buyer + PRICE)
    expect(await balanceOf(creator)).toBe(before.creator - PRICE - FEE)
    // What Fonana had of it is the creator's again.
    expect(await bookOf(app, sale.id)).toEqual({
      creator: 45_000_000n - PRICE,
      platform: 5_000_000n,
      owed_by_platform: -5_000_000n,
      owed_to_creator: 5_000_000n,
    })
    expect(await read()).toMatchObject({ status: 'refunded', signature: sale.signature })
    expect(await salesOf(creator)).toMatchObject([{ refundedLamports: PRICE, access: 'ended' }])
    expect([await toldOf(buyer), await toldOf(creator)]).toEqual([['given_ended'], []])

    await buy(buyer, { kind: 'post', postId: post.id })
    expect(await isUnlocked()).toBe(true)
    expect(await salesOf(creator)).toMatchObject([{ access: 'kept' }, { access: 'ended' }])
  })

  it('leaves the post where the creator says so, and nothing more can be given back', async () => {
    await giveBack(creator, sale, { amountLamports: PRICE, access: 'kept' })
    expect(await isUnlocked()).toBe(true)
    expect(await read()).toMatchObject({ status: 'confirmed' })
    expect((await buyer.api.get('/api/purchases')).json.items).toMatchObject([
      { refundedLamports: PRICE, refundOwed: false },
    ])
    expect((await ask({ amountLamports: 1 })).problem('validation_failed').issues).toEqual({
      amountLamports: [{ code: 'price_too_high', maxLamports: 0n }],
    })
  })

  it('of a post that is not listed any more makes it as if it was not there for its buyer', async () => {
    await creator.api.patch(`/api/posts/${post.id}`, { listed: false })
    expect(await isUnlocked()).toBe(true)
    await giveBack(creator, sale, { amountLamports: PRICE })
    ;(await buyer.api.get(`/api/posts/${post.id}`)).problem('not_found')
  })
})

describe('a part, given back', () => {
  it('leaves the post, and the rest can follow, which takes it away', async () => {
    await giveBack(creator, sale, { amountLamports: PART })
    expect(await isUnlocked()).toBe(true)
    expect(await salesOf(creator)).toMatchObject([{ refundedLamports: PART, access: 'kept', final: true }])
    const receipt = (await buyer.api.get(`/api/purchases/${sale.id}/receipt`)).as(Receipt)
    expect(receipt).toMatchObject({ status: 'confirmed', refundedLamports: PART })
    expect(receipt.payments.map(({ state }) => state)).toEqual(['applied', 'refund'])
    expect(receipt.refunds).toMatchObject([{ status: 'paid', amountLamports: PART, access: 'kept' }])

    await giveBack(creator, sale, { amountLamports: PRICE - PART })
    expect(await isUnlocked()).toBe(false)
    expect(await bookOf(app, sale.id)).toMatchObject({ owed_to_creator: 5_000_000n })
    expect(await toldOf(buyer)).toEqual(['given_ended', 'given'])
  })

  it.each([
    [{ amountLamports: 0 }, 'amountLamports'],
    [{ amountLamports: -5 }, 'amountLamports'],
    [{ amountLamports: 999_999 }, 'amountLamports'],
    [{ amountLamports: Number(PRICE) + 1 }, 'amountLamports'],
    [{ amountLamports: Number(PART), access: 'ended' }, 'access'],
    [{ amountLamports: Number(PART), reason: 'gone' }, 'reason'],
  ])('is refused where it is wrong: %o', async (terms, field) => {
    expect(Object.keys((await ask(terms)).problem('validation_failed').issues)).toEqual([field])
    expect(await isUnlocked()).toBe(true)
  })
})

describe('of whose sale', () => {
  it('is its creator’s alone to say, and nobody else’s to see', async () => {
    const terms = { amountLamports: PRICE }
    for (const other of [buyer, await signIn(app), await makeCreator(app)])
      (await ask(terms, other)).problem('not_found')
    const unpaid = await open(buyer, { kind: 'tip', creatorId: creator.id, amountLamports: PRICE })
    ;(await ask(terms, creator, unpaid)).problem('not_found')
    const offered = await offer(terms)
    ;(await submitRefund({ ...buyer, keypair: creator.keypair }, offered)).problem('not_found')
    // Nobody is promised anything.
    expect(await refundsOf(buyer)).toEqual([])
    expect(await refundsOf(creator)).toEqual([])
    expect(await toldOf(buyer)).toEqual([])
    const other = await makeCreator(app)
    expect(await salesOf(other)).toEqual([])
    ;(await buyer.api.get('/api/me/sales')).problem('forbidden')
  })
})

describe('never more than was paid', () => {
  it('however often and from however many devices it is asked for and sent', async () => {
    const before = await balanceOf(creator)
    const asked = await Promise.all(Array.from({ length: 5 }, () => ask({ amountLamports: PRICE })))
    const offers = asked.map((reply) => reply.as(RefundOffer, 201))
    expect(new Set(offers.map(({ refund }) => refund.id)).size).toBe(1)
    expect(new Set(offers.map(({ transaction }) => transaction)).size).toBe(1)
    const replies = await Promise.all(offers.map((each) => submitRefund(creator, each)))
    for (const reply of replies) expect([200, 202]).toContain(reply.status)
    expect(before - (await balanceOf(creator))).toBe(PRICE + FEE)
    const again = await ask({ amountLamports: PRICE })
    expect(again.problem('validation_failed').issues).toEqual({
      amountLamports: [{ code: 'price_too_high', maxLamports: 0n }],
    })
    expect(await refundsOf(buyer)).toMatchObject([{ amountLamports: PRICE }])
  })

  it('with two amounts at once: one is offered, and no other while that can land', async () => {
    const replies = await Promise.all([PART, PRICE].map((amountLamports) => ask({ amountLamports })))
    const [refused] = replies.filter(({ status }) => status !== 201)
    refused?.problem('refund_pending')
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(await salesOf(creator)).not.toMatchObject([{ pendingLamports: 0n }])

    app.clock.advance(2 * MINUTE)
    const next = await offer({ amountLamports: PRICE })
    const [old] = replies.filter(({ status }) => status === 201).map((reply) => reply.as(RefundOffer, 201))
    if (old === undefined) throw new Error('none was offered')
    expect(next.refund.id).not.toBe(old.refund.id)
    ;(await submitRefund(creator, old)).problem('refund_closed')
    ;(await creator.api.post(`/api/refunds/${old.refund.id}/transaction`)).problem('refund_closed')
    expect((await submitRefund(creator, next)).as(RefundReply).refund.status).toBe('paid')
    expect(await refundsOf(buyer)).toMatchObject([{ amountLamports: PRICE }])
  })

  it('for another reason it is the same transaction, and the buyer is told the last one', async () => {
    const first = await offer({ amountLamports: PART })
    const again = await offer({ amountLamports: PART, reason: 'faulty' })
    expect(again).toEqual({ ...first, refund: { ...first.refund, reason: 'faulty' } })
    ;(await ask({ amountLamports: PRICE, access: 'kept' })).problem('refund_pending')
    await submitRefund(creator, first)
    expect(await refundsOf(buyer)).toMatchObject([{ reason: 'faulty', status: 'paid' }])
  })

  it('with the same key it is the same request, also after it was paid', async () => {
    const send = () =>
      creator.api.post(
        `/api/me/sales/${sale.id}/refunds`,
        { amountLamports: PART },
        { 'idempotency-key': sale.id },
      )
    const first = (await send()).as(RefundOffer, 201)
    expect((await send()).as(RefundOffer, 201)).toEqual(first)
    await submitRefund(creator, first)
    ;(await send()).problem('refund_closed')
    expect(await salesOf(creator)).toMatchObject([{ refundedLamports: PART, pendingLamports: 0n }])
  })
})

describe('whatever happens on the way', () => {
  it('what the wallet has sent by itself is found', async () => {
    await app.app.ledger.send(bytesOf(await offer({ amountLamports: PRICE })))
    await settleAllRefunds(app.app)
    expect(await isUnlocked()).toBe(false)
    expect(await refundsOf(buyer)).toMatchObject([{ status: 'paid' }])
  })

  it('what it has renewed and sent after the offer had ended is found too', async () => {
    const { refund } = await offer({ amountLamports: PART })
    app.clock.advance(5 * MINUTE)
    await settleGoodwill(app.app)
    expect(await salesOf(creator)).toMatchObject([{ pendingLamports: 0n }])
    const reference = await referenceOf(refund.id)
    const splits = [{ role: 'buyer' as const, wallet: buyer.wallet, lamports: PART }]
    const instructions = instructionsOf({ payer: creator.wallet, splits, reference, memo: refund.id })
    const renewed = signed(instructions, await app.app.ledger.latestBlockhash(), [creator.keypair])
    await app.app.ledger.send(renewed)
    app.clock.advance(5 * MINUTE)
    await settleGoodwill(app.app)
    expect(await salesOf(creator)).toMatchObject([{ refundedLamports: PART }])
    expect(await refundsOf(buyer)).toMatchObject([{ status: 'paid', amountLamports: PART }])
  })

  it('what was never signed tells nobody, and leaves everything as it was', async () => {
    await offer({ amountLamports: PRICE })
    app.clock.advance(5 * MINUTE)
    await settleAllRefunds(app.app)
    await oweOldSurplus(app.app)
    expect(await isUnlocked()).toBe(true)
    expect([await refundsOf(buyer), await refundsOf(creator), await toldOf(buyer)]).toEqual([[], [], []])
    expect(await bookOf(app, sale.id)).toEqual({ buyer: -PRICE, creator: 45_000_000n, platform: 5_000_000n })
  })

  it('a second payment of what was given back is owed, and gives nothing', async () => {
    await giveBack(creator, sale, { amountLamports: PRICE })
    const { id: memo, splits, reference } = sale
    // With another blockhash it is another transaction.
    app.clock.advance(SECOND)
    const instructions = instructionsOf({ payer: buyer.wallet, splits, reference, memo })
    const again = signed(instructions, await app.app.ledger.latestBlockhash(), [buyer.keypair])
    await app.app.ledger.send(again)
    await settleAllPurchases(app.app)
    expect(await isUnlocked()).toBe(false)
    expect(await refundsOf(buyer)).toMatchObject([
      { status: 'owed', reason: 'paid_twice', amountLamports: PRICE },
      { status: 'paid', reason: 'goodwill' },
    ])
  })

  it('what takes more than the wallet has charges nothing and can be tried again', async () => {
    const poor = await makeCreator(app)
    const theirs = await makePost(poor, { priceLamports: PRICE })
    const bought = await buy(buyer, { kind: 'post', postId: theirs.id })
    const offered = (await ask({ amountLamports: PRICE }, poor, bought)).as(RefundOffer, 201)
    ;(await submitRefund(poor, offered)).problem('insufficient_funds')
    await fund(poor)
    expect((await submitRefund(poor, offered)).as(RefundReply).refund.status).toBe('paid')
  })
})

describe('a tip', () => {
  it('can be given back, and nothing ends with it', async () => {
    const tip = await buy(buyer, { kind: 'tip', creatorId: creator.id, amountLamports: PRICE })
    ;(await ask({ amountLamports: PRICE, access: 'ended' }, creator, tip)).problem('validation_failed')
    const refund = await giveBack(creator, tip, { amountLamports: PRICE })
    expect(refund).toMatchObject({ access: 'kept', status: 'paid' })
    expect(await bookOf(app, tip.id)).toEqual({})
    expect(await salesOf(creator)).toMatchObject([
      { kind: 'tip', receivedLamports: PRICE, refundedLamports: PRICE, access: 'kept' },
      { kind: 'post', about: post.title, receivedLamports: 45_000_000n, refundedLamports: 0n },
    ])
  })
})

it('the list of sales goes on page after page', async () => {
  await pay(buyer, await open(buyer, { kind: 'tip', creatorId: creator.id, amountLamports: PRICE }))
  const first = (await creator.api.get('/api/me/sales?limit=1')).as(pageOf(Sale))
  const next = (await creator.api.get(`/api/me/sales?limit=1&cursor=${first.nextCursor}`)).as(pageOf(Sale))
  expect([...first.items, ...next.items].map(({ kind }) => kind)).toEqual(['tip', 'post'])
  expect(next.nextCursor).toBeNull()
  ;(await creator.api.get('/api/me/sales?cursor=x')).problem('validation_failed')
})

async function referenceOf(refundId: string): Promise<string> {
  return (await GOODWILL.read(app.app.db.read, refundId)).reference
}
