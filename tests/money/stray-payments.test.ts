import type { Instruction } from '@solana/kit'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { signTransaction } from '@/lib/ledger/transaction'
import { type Purchase, PurchaseReply } from '@/lib/schema/purchases'
import { type Refund, RefundOffer, RefundReply } from '@/lib/schema/refunds'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { instructionsOf, memoOf, signed, transferOf } from '@/tests/support/ledger/payments'
import { bookOf, mistakesOf } from '@/tests/support/money/book'
import { fund, open, pay, refundsOf } from '@/tests/support/money/purchases'
import { settleAllPurchases } from '@/tests/support/money/settle-all'

const PRICE = 50_000_000n

let app: TestApp
let creator: Creator
let buyer: Person
beforeAll(async () => {
  app = await startTestApp()
  creator = await makeCreator(app)
  buyer = await signIn(app)
  await Promise.all([buyer, creator].map((person) => fund(person)))
})
afterEach(async () => {
  expect(await mistakesOf(app)).toEqual([])
})
afterAll(() => app.close())

const openPost = async () =>
  open(buyer, { kind: 'post', postId: (await makePost(creator, { priceLamports: PRICE })).id })
const partsOf = ({ id, splits, reference }: Purchase) =>
  instructionsOf({ payer: buyer.wallet, splits, reference, memo: id })
const owedFor = async ({ id }: Purchase, person = buyer) =>
  (await refundsOf(person)).filter(({ purchaseId }) => purchaseId === id)
const statusOf = async ({ id }: Purchase) =>
  (await buyer.api.get(`/api/purchases/${id}`)).as(PurchaseReply).purchase.status

async function send(instructions: Instruction[]): Promise<void> {
  const { ledger } = app.app
  const sent = await ledger.send(signed(instructions, await ledger.latestBlockhash(), [buyer.keypair]))
  if (sent.outcome !== 'accepted') throw new Error(JSON.stringify(sent))
  await settleAllPurchases(app.app)
}

async function payBack({ id }: Refund): Promise<Refund> {
  const offer = (await creator.api.post(`/api/refunds/${id}/transaction`)).as(RefundOffer)
  const bytes = signTransaction(Buffer.from(offer.transaction, 'base64'), creator.keypair)
  const transaction = Buffer.from(bytes).toString('base64')
  return (await creator.api.post(`/api/refunds/${id}/submit`, { transaction })).as(RefundReply).refund
}

it('what was paid in part is owed back to the lamport, and the purchase can still be paid', async () => {
  const purchase = await openPost()
  const part = transferOf(buyer.wallet, creator.wallet, 20_000_001n, purchase.reference)
  await send([part, memoOf(purchase.id)])
  const expected = { status: 'owed', reason: 'not_as_offered', amountLamports: 20_000_001n }
  for (const side of [buyer, creator]) expect(await owedFor(purchase, side)).toMatchObject([expected])
  expect(await bookOf(app, purchase.id)).toEqual({
    buyer: -20_000_001n,
    creator: 20_000_001n,
    owed_by_creator: -20_000_001n,
    owed_to_buyer: 20_000_001n,
  })
  expect(await statusOf(purchase)).toBe('pending')
  await pay(buyer, purchase)

  const [refund] = await owedFor(purchase, creator)
  if (refund === undefined) throw new Error('nothing is owed')
  const before = await app.app.ledger.balance(buyer.wallet)
  expect((await payBack(refund)).status).toBe('paid')
  expect((await app.app.ledger.balance(buyer.wallet)) - before).toBe(20_000_001n)
  expect(await bookOf(app, purchase.id)).toMatchObject({ buyer: -PRICE })
})

it('one transaction for two purchases gives neither, and all of it is owed back', async () => {
  const both = [await openPost(), await openPost()]
  await send(both.flatMap(partsOf))
  const owed = (await Promise.all(both.map((purchase) => owedFor(purchase)))).flat()
  expect(owed.reduce((sum, { amountLamports }) => sum + amountLamports, 0n)).toBe(2n * PRICE)
  for (const purchase of both) expect(await statusOf(purchase)).toBe('pending')
})

it('what pays for one purchase and only names another is the payment of the one', async () => {
  const [paid, named] = [await openPost(), await openPost()]
  await send([...partsOf(paid), transferOf(buyer.wallet, buyer.wallet, 1n, named.reference)])
  expect(await statusOf(paid)).toBe('confirmed')
  expect(await statusOf(named)).toBe('pending')
  expect([...(await owedFor(paid)), ...(await owedFor(named))]).toEqual([])
})

it('junk of strangers is owed to nobody', async () => {
  const purchase = await openPost()
  const stranger = await signIn(app)
  await fund(stranger)
  const gift = transferOf(stranger.wallet, creator.wallet, PRICE, purchase.reference)
  const { ledger } = app.app
  await ledger.send(signed([gift, memoOf(purchase.id)], await ledger.latestBlockhash(), [stranger.keypair]))
  await settleAllPurchases(app.app)
  expect([...(await owedFor(purchase)), ...(await refundsOf(stranger))]).toEqual([])
  expect(await statusOf(purchase)).toBe('pending')
})
