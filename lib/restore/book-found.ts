import { eq } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import { payments, refunds } from '@/lib/db/tables/payments'
import { users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { bookPayment } from '@/lib/domain/money/payments/payments'
import { PURCHASE_TTL_MS } from '@/lib/domain/money/purchases/opening'
import { type PurchaseRow, paymentOf, wasSold } from '@/lib/domain/money/purchases/rows'
import { bookGoodwill } from '@/lib/domain/money/refunds/goodwill-settlement'
import { bookRefund } from '@/lib/domain/money/refunds/settlement'
import { readPeriods } from '@/lib/domain/money/subscriptions/periods'
import { checkExecutedPayment } from '@/lib/ledger/executed-payment'
import { buildPayment } from '@/lib/ledger/payment-build'
import { readTransaction } from '@/lib/ledger/transaction'
import type { FoundPayment, FoundRefund } from './match'
import { impliedTerms, listedTerms, openedAt } from './purchase-terms'

/**
 * `context` tells the time of the payment. Null when it was booked, otherwise why it was not. One that came long after
 * its purchase had expired counts, as nobody knows any more what it would have cost then; unless it was paid back.
 */
export async function bookFoundPayment(
  context: PurchaseContext,
  found: FoundPayment,
  wasPaidBack: boolean,
): Promise<string | null> {
  const known = await readPurchase(context, found.purchaseId)
  const row = known ?? (await openAgain(context, found))
  const check = checkExecutedPayment(found.executed, paymentOf(row, found.buyerWallet))
  if (!check.ok) return `${found.purchaseId} was paid by another payment on other terms`
  const periods = await readPeriods(context.db.read, row)
  await bookPayment(context, row.id, found.executed, wasPaidBack)
  if (row.tier === null || known !== null) return null
  const offer = { tier: row.tier, amountLamports: row.amountLamports, openedAt: row.quotedAt }
  const listed = listedTerms(periods, offer, found.seller.tierPrices.get(row.tier))
  if (listed !== null) await update(context, row.id, listed)
  return null
}

/** The purchase as it stood when its buyer was asked to sign. */
async function openAgain(context: PurchaseContext, found: FoundPayment): Promise<PurchaseRow> {
  const { executed, purchaseId, item, seller, amountLamports, splits, owedLamports, reference } = found
  const buyerId = await userOf(context, found.buyerWallet)
  const at = openedAt(purchaseId, executed.executedAt)
  const tier = item.kind === 'subscription' ? item.tier : null
  const pair = { buyerId, creatorId: seller.id }
  const terms =
    tier === null
      ? { priceLamports: amountLamports, creditLamports: 0n }
      : impliedTerms(await readPeriods(context.db.read, pair), { tier, amountLamports, openedAt: at })
  const blockhash = {
    blockhash: readTransaction(executed.bytes)?.blockhash ?? '',
    lastValidBlockHeight: executed.slot,
  }
  const payment = { payer: found.buyerWallet, splits, reference, memo: purchaseId }
  const row = {
    id: purchaseId,
    ...pair,
    kind: item.kind,
    postId: item.kind === 'post' ? item.postId : null,
    tier,
    ...terms,
    amountLamports,
    owedLamports,
    splits: splits.map((split) => ({ ...split, lamports: split.lamports.toString() })),
    reference,
    quotedAt: at,
    ...blockhash,
    unsignedTransaction: buildPayment(payment, blockhash),
    signedTransaction: executed.bytes,
    submittedAt: executed.executedAt,
    createdAt: at,
    expiresAt: new Date(at.getTime() + PURCHASE_TTL_MS),
  }
  const [written] = await context.db.transact((tx) => tx.sql.insert(purchases).values(row).returning())
  if (written === undefined) throw new Error('the purchase was not written')
  return written
}

/** Who has paid and is not in the export is somebody all the same. */
async function userOf({ db, now }: PurchaseContext, wallet: string): Promise<string> {
  const [user] = await db.read.select({ id: users.id }).from(users).where(eq(users.wallet, wallet))
  if (user !== undefined) return user.id
  const id = newId()
  await db.transact((tx) => tx.sql.insert(users).values({ id, wallet, createdAt: now() }))
  return id
}

async function readPurchase({ db }: PurchaseContext, id: string): Promise<PurchaseRow | null> {
  const [row] = await db.read.select().from(purchases).where(eq(purchases.id, id))
  return row ?? null
}

async function update({ db }: PurchaseContext, id: string, values: Partial<PurchaseRow>): Promise<void> {
  await db.transact((tx) => tx.sql.update(purchases).set(values).where(eq(purchases.id, id)))
}

/** `context` tells the time of the refund. The debt takes over the id that the chain knows it by. */
export async function bookFoundRefund(context: PurchaseContext, found: FoundRefund): Promise<string | null> {
  if (found.goodwill !== null) return bookFoundGoodwill(context, found, found.goodwill)
  const { refundId, executed, reference, paidSignature } = found
  const [paid] = await context.db.read
    .select({ state: payments.state, refundId: refunds.id })
    .from(payments)
    .leftJoin(refunds, eq(refunds.paymentSignature, payments.signature))
    .where(eq(payments.signature, paidSignature))
  if (paid?.refundId == null) return `it pays ${paidSignature} back, which is ${paid?.state ?? 'not booked'}`
  const debt = eq(refunds.id, paid.refundId)
  await context.db.transact((tx) => tx.sql.update(refunds).set({ id: refundId, reference }).where(debt))
  await bookRefund(context, refundId, executed)
  return null
}

/** Why it was given nobody knows any more. */
async function bookFoundGoodwill(
  context: PurchaseContext,
  { refundId, executed, reference, paidSignature }: FoundRefund,
  { amountLamports, access }: NonNullable<FoundRefund['goodwill']>,
): Promise<string | null> {
  const { db, now } = context
  const [sale] = await db.read.select().from(purchases).where(eq(purchases.signature, paidSignature))
  if (sale === undefined || !wasSold(sale)) return `it gives ${paidSignature} back, which has bought nothing`
  const { id: purchaseId, buyerId, creatorId } = sale
  const row = { id: refundId, purchaseId, buyerId, creatorId, amountLamports, reference }
  const terms = { reason: 'goodwill', endsAccess: access === 'ended', offeredAt: now() } as const
  await db.transact((tx) =>
    tx.sql.insert(refunds).values({ ...row, ...terms, status: 'offered', createdAt: now() }),
  )
  await bookGoodwill(context, refundId, executed)
  return null
}
