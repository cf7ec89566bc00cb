import { and, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import { purchases, users } from '@/lib/db/tables'
import { buildPayment } from '@/lib/ledger/payment-build'
import { checkExecutedPayment } from '@/lib/ledger/payment-check'
import { completePurchase } from './purchase-completion'
import { type PurchaseRow, paymentOf } from './purchase-rows'
import type { PurchaseContext } from './quotes'

/** A payment may land until its blockhash ends, a minute or so: so long is a closed purchase still looked after. */
const LATE_PAYMENT_MS = 5 * 60 * 1000

/**
 * Brings a purchase in line with the ledger. A payment found under its reference completes it, however it got there
 * and whatever became of the purchase meanwhile; all signatures are looked at, as failed tries and strangers' junk
 * carry the reference too. Without one, a purchase whose time is up expires, and one whose transaction can no longer
 * land gets a fresh one: never while the first could still land. Until then what the buyer has signed is sent again,
 * as the process may have ended, or the network have been away, before it was sent.
 */
export async function settlePurchase(context: PurchaseContext, row: PurchaseRow): Promise<PurchaseRow> {
  const buyerWallet = await walletOf(context, row.buyerId)
  if (row.status === 'pending' && row.signedTransaction !== null)
    await context.ledger.send(row.signedTransaction)
  // Before the signatures are read: what they do not show by then has missed its last block.
  const height = await context.ledger.blockHeight()
  const payment = paymentOf(row, buyerWallet)
  for (const { signature, error } of await context.ledger.signaturesFor(row.reference)) {
    if (error !== null) continue
    const executed = await context.ledger.transaction(signature)
    if (executed !== null && checkExecutedPayment(executed, payment).ok)
      return completePurchase(context, row.id, executed)
  }
  if (row.status !== 'pending') return row

  const canStillLand = height <= row.lastValidBlockHeight
  if (context.now() >= row.expiresAt && (row.submittedAt === null || !canStillLand))
    return expire(context, row)
  return canStillLand ? row : offerAgain(context, row, buyerWallet)
}

async function walletOf({ db }: PurchaseContext, userId: string): Promise<string> {
  const [user] = await db.read.select({ wallet: users.wallet }).from(users).where(eq(users.id, userId))
  if (user === undefined) throw new Error(`there is no user ${userId}`)
  return user.wallet
}

async function expire(context: PurchaseContext, row: PurchaseRow): Promise<PurchaseRow> {
  return change(context, row, { status: 'expired' })
}

/** The same payment with a new blockhash. Price, splits and reference stay. */
async function offerAgain(
  context: PurchaseContext,
  row: PurchaseRow,
  buyerWallet: string,
): Promise<PurchaseRow> {
  const blockhash = await context.ledger.latestBlockhash()
  return change(context, row, {
    ...blockhash,
    unsignedTransaction: buildPayment(paymentOf(row, buyerWallet), blockhash),
    signedTransaction: null,
    signature: null,
    submittedAt: null,
  })
}

/** Only if nobody changed it meanwhile; otherwise what they made of it is the answer. */
async function change(
  { db }: PurchaseContext,
  row: PurchaseRow,
  values: Partial<PurchaseRow>,
): Promise<PurchaseRow> {
  const unchanged = and(
    eq(purchases.id, row.id),
    eq(purchases.status, 'pending'),
    eq(purchases.blockhash, row.blockhash),
    row.signature === null ? isNull(purchases.signature) : eq(purchases.signature, row.signature),
  )
  const [changed] = await db.transact((tx) =>
    tx.sql.update(purchases).set(values).where(unchanged).returning(),
  )
  if (changed !== undefined) return changed
  const [current] = await db.read.select().from(purchases).where(eq(purchases.id, row.id))
  return current ?? row
}

/** Settles what is pending and what closed a short while ago. Run at the start and by a timer. Answers how many. */
export async function settleOpenPurchases(context: PurchaseContext): Promise<number> {
  const since = new Date(context.now().getTime() - LATE_PAYMENT_MS)
  const open = await context.db.read
    .select()
    .from(purchases)
    .where(
      or(
        eq(purchases.status, 'pending'),
        and(
          inArray(purchases.status, ['expired', 'failed']),
          isNull(purchases.confirmedAt),
          gt(sql`greatest(${purchases.expiresAt}, ${purchases.createdAt})`, since.toISOString()),
        ),
      ),
    )
  for (const row of open) await settlePurchase(context, row)
  return open.length
}
