import { and, eq, isNull } from 'drizzle-orm'
import { payments, refunds } from '@/lib/db/tables/payments'
import { revertPayment } from '@/lib/domain/money/payments/reversal'
import { openPurchase } from '@/lib/domain/money/purchases/opening'
import { getPurchase, giveUpPurchase } from '@/lib/domain/money/purchases/purchases'
import { submitPurchase } from '@/lib/domain/money/purchases/submission'
import { offerGoodwill } from '@/lib/domain/money/refunds/goodwill'
import { offerRefund, submitRefund } from '@/lib/domain/money/refunds/payment'
import { deletePost, updatePost } from '@/lib/domain/posts/posts'
import { signTransaction } from '@/lib/ledger/transaction'
import { MIN_PRICE_LAMPORTS } from '@/lib/money'
import type { Purchase } from '@/lib/schema/purchases'
import { MINUTE, SECOND } from '@/tests/support/app/clock'
import { instructionsOf, signed } from '@/tests/support/ledger/payments'
import { type Bench, type Executed, PRICE, readPaid, type World } from './purchase-world'
import { settleAllPurchases, settleAllRefunds } from './settle-all'

/** `pick` chooses among what there is. */
type Step = (bench: Bench, world: World, pick: number) => Promise<unknown>

const WAITS = [SECOND, 61 * SECOND, 11 * MINUTE]
const FAILS_WITHIN = 12

function chosen<Thing>(things: readonly Thing[], pick: number): Thing | undefined {
  return things[pick % things.length]
}

/** What buyer, creator, network and server can do, each in the words of the one who does it. */
export const STEPS = {
  async open({ context }, world, pick) {
    const item = chosen(world.items, pick)
    if (item === undefined) return
    const purchase = await openPurchase(context, world.buyer, { item, idempotencyKey: null })
    world.purchases.push(purchase)
  },
  async sign({ context }, world, pick) {
    const opened = chosen(world.purchases, pick)
    if (opened === undefined) return
    const purchase = await getPurchase(context, world.buyer, opened.id)
    if (purchase.transaction === null) return
    const bytes = signTransaction(Buffer.from(purchase.transaction, 'base64'), world.buyer.keypair)
    world.signed.push({ purchase, bytes })
  },
  async submit({ context }, world, pick) {
    const one = chosen(world.signed, pick)
    if (one !== undefined) await submitPurchase(context, world.buyer, one.purchase.id, one.bytes)
  },
  async submitTwiceAtOnce({ context }, world, pick) {
    const one = chosen(world.signed, pick)
    if (one === undefined) return
    const submit = () => submitPurchase(context, world.buyer, one.purchase.id, one.bytes)
    await allOf([submit(), submit(), settleAllPurchases(context)])
  },
  async submitFromTwoDevices(bench, world, pick) {
    const { context } = bench
    const one = chosen(world.signed, pick)
    if (one === undefined) return
    const other = await renewed(bench, world, one.purchase)
    const bytes = [one.bytes, other]
    await allOf(bytes.map((each) => submitPurchase(context, world.buyer, one.purchase.id, each)))
  },
  async sendPastTheServer({ context }, world, pick) {
    const one = chosen(world.signed, pick)
    if (one !== undefined) await context.ledger.send(one.bytes)
  },
  async payOnceMorePastTheServer(bench, world, pick) {
    const purchase = chosen(world.purchases, pick)
    if (purchase !== undefined) await bench.context.ledger.send(await renewed(bench, world, purchase))
  },
  async giveUp({ context }, world, pick) {
    const purchase = chosen(world.purchases, pick)
    if (purchase !== undefined) await giveUpPurchase(context, world.buyer, purchase.id)
  },
  async deletePost({ context }, world, pick) {
    const item = chosen(world.items.slice(0, 2), pick)
    if (item?.kind === 'post') await deletePost(context, world.creator, item.postId)
  },
  async changePrice({ context }, world, pick) {
    const item = chosen(world.items.slice(0, 2), pick)
    const priceLamports = PRICE * BigInt(1 + (pick % 3))
    if (item?.kind === 'post') await updatePost(context, world.creator, item.postId, { priceLamports })
  },
  async payRefund({ context }, world, pick) {
    const refund = chosen(await owedOf(context, world), pick)
    if (refund === undefined) return
    const { transaction } = await offerRefund(context, world.creator, refund.id)
    const bytes = signTransaction(Buffer.from(transaction, 'base64'), world.creator.keypair)
    if (pick % 2 === 0) await submitRefund(context, world.creator, refund.id, bytes)
    else await context.ledger.send(bytes)
  },
  async giveBack({ context }, world, pick) {
    const sale = chosen(world.purchases, pick)
    if (sale === undefined) return
    const amountLamports =
      chosen([sale.amountLamports, MIN_PRICE_LAMPORTS, 2n * MIN_PRICE_LAMPORTS], pick) ?? 0n
    const terms = {
      amountLamports,
      reason: 'goodwill',
      ...(pick % 5 === 0 && { access: 'kept' as const }),
    } as const
    const { refund, transaction } = await offerGoodwill(context, world.creator, sale.id, terms)
    const bytes = signTransaction(Buffer.from(transaction, 'base64'), world.creator.keypair)
    if (pick % 4 === 1) return
    if (pick % 2 === 0) await submitRefund(context, world.creator, refund.id, bytes)
    else await context.ledger.send(bytes)
  },
  async giveBackFromTwoDevices({ context }, world, pick) {
    const sale = chosen(world.purchases, pick)
    if (sale === undefined) return
    const give = async (amountLamports: bigint) => {
      const terms = { amountLamports, reason: 'asked' } as const
      const { refund, transaction } = await offerGoodwill(context, world.creator, sale.id, terms)
      const bytes = signTransaction(Buffer.from(transaction, 'base64'), world.creator.keypair)
      await submitRefund(context, world.creator, refund.id, bytes)
    }
    await allOf([give(sale.amountLamports), give(MIN_PRICE_LAMPORTS), settleAllRefunds(context)])
  },
  async undo(bench, world, pick) {
    const givenBack = await readGoodwill(bench, world)
    // What is final is not undone: neither what is given back, nor what it is given back of.
    const isFinal = ({ memo }: Executed) =>
      givenBack.some(({ id, purchaseId }) => memo === id || memo === purchaseId)
    const visible = (await readPaid(bench, world)).filter((one) => !one.isUndone && !isFinal(one))
    const one = chosen(visible, pick)
    if (one === undefined) return
    // What came after it went with it: what was paid back is not undone alone.
    const refundIds = await refundsFor(bench, one.signature)
    const gone = [one, ...visible.filter(({ memo }) => refundIds.has(memo))]
    for (const { signature } of gone) bench.undone.add(signature)
    for (const { signature } of gone)
      if (await isBooked(bench, signature)) await revertPayment(bench.sound, signature)
  },
  async wait({ clock }, _world, pick) {
    clock.advance(chosen(WAITS, pick) ?? 0)
  },
  async crashSoon({ faults }, _world, pick) {
    faults.failIn = pick % FAILS_WITHIN
  },
  async settle(bench) {
    await settleEverything(bench)
  },
} satisfies Record<string, Step>

export type StepName = keyof typeof STEPS

/** What the server does at its start and from time to time. */
export async function settleEverything({ context }: Bench): Promise<void> {
  await settleAllPurchases(context)
  await settleAllRefunds(context)
}

/** The payment with a blockhash of its own, as a wallet makes it that renews it. */
async function renewed({ chain, clock }: Bench, { buyer }: World, purchase: Purchase): Promise<Uint8Array> {
  clock.advance(SECOND)
  const { id, splits, reference } = purchase
  const payment = { payer: buyer.keypair.address, splits, reference, memo: id }
  return signed(instructionsOf(payment), await chain.latestBlockhash(), [buyer.keypair])
}

function owedOf({ db }: Bench['context'], { creator }: World) {
  const owed = and(eq(refunds.creatorId, creator.userId), eq(refunds.status, 'owed'))
  return db.read.select({ id: refunds.id }).from(refunds).where(owed).orderBy(refunds.id)
}

function readGoodwill({ sound }: Bench, { creator }: World) {
  const ofIt = and(eq(refunds.creatorId, creator.userId), isNull(refunds.paymentSignature))
  return sound.db.read.select({ id: refunds.id, purchaseId: refunds.purchaseId }).from(refunds).where(ofIt)
}

async function refundsFor({ sound }: Bench, paymentSignature: string): Promise<Set<string>> {
  const ofIt = eq(refunds.paymentSignature, paymentSignature)
  const rows = await sound.db.read.select({ id: refunds.id }).from(refunds).where(ofIt)
  return new Set(rows.map(({ id }) => id))
}

async function isBooked({ sound }: Bench, signature: string): Promise<boolean> {
  const known = eq(payments.signature, signature)
  const rows = await sound.db.read.select({ state: payments.state }).from(payments).where(known)
  return rows.length > 0
}

/** All are done, also when some of them fail; then the first error is thrown. */
async function allOf(works: Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(works)) if (result.status === 'rejected') throw result.reason
}
