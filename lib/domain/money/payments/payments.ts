import { eq, sql } from 'drizzle-orm'
import { purchases } from '@/lib/db/tables/purchases'
import type { Tx } from '@/lib/db/transaction'
import { atMost } from '@/lib/domain/concurrency'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { checkPayment, TOO_LATE } from '@/lib/domain/money/purchases/eligibility'
import { fulfil } from '@/lib/domain/money/purchases/fulfilment'
import { type PurchaseRow, splitsOf, toSplits, wasSold } from '@/lib/domain/money/purchases/rows'
import { oweRefund } from '@/lib/domain/money/refunds/debts'
import { readParties, readWallet } from '@/lib/domain/money/wallets'
import type { ExecutedTransaction } from '@/lib/ledger/port'
import type { DebtReason } from '@/lib/schema/refunds'
import { saleLines, surplusLines, writeEntry } from './book'
import { lastValidOf, type PaymentRow, readPayment, VANISHED, writePayment } from './rows'

/** Paid, but not to be had any more: the amount is owed to the buyer. */
export const PAID_IN_VAIN = 'paid_in_vain'

/**
 * Those who pay one creator wait for each other at that creator's row. With half of the connections that write, what
 * else is written does not wait with them.
 */
const inTurn = atMost(5)

/**
 * Books a payment that the ledger has executed and that was checked against its purchase: in one transaction the
 * purchase is confirmed, access granted, the book written, both sides told. Booking it again changes nothing.
 *
 * A payment for what can no longer be given, or one more for what was paid already, gives nothing: it is surplus, and
 * owed back.
 */
export async function bookPayment(
  context: PurchaseContext,
  purchaseId: string,
  executed: ExecutedTransaction,
  /** Then it has bought nothing, whatever it would buy now. */
  wasPaidBack = false,
): Promise<PurchaseRow> {
  const lastValidBlockHeight = await lastValidOf(context, executed)
  const book = async (tx: Tx): Promise<PurchaseRow> => {
    const row = await lockPurchase(tx, purchaseId)
    const known = await readPayment(tx, executed.signature)
    if (known !== null && known.state !== VANISHED) return row
    // Once: a period begins at the very moment of the confirmation.
    const at = context.now()
    const checked = await checkPayment(tx.sql, row, executed.executedAt, at)
    const eligibility = checked.ok && wasPaidBack ? TOO_LATE : checked
    const { amountLamports } = row
    const state = eligibility.ok ? 'applied' : 'surplus'
    await writePayment(tx, executed, { purchaseId, state, amountLamports, lastValidBlockHeight, seenAt: at })
    return eligibility.ok
      ? applyPayment(tx, row, executed.signature, at)
      : keepSurplus(context, tx, row, executed.signature, eligibility.reason)
  }
  return inTurn(() => context.db.transact(book))
}

/** Gives what was paid for. The payment's own row is there and says `applied`. */
export async function applyPayment(
  tx: Tx,
  row: PurchaseRow,
  signature: string,
  at: Date,
): Promise<PurchaseRow> {
  const sale = await saleOf(tx, row)
  const owed = await owedToReferrer(tx, row)
  await writeEntry(tx, { purchaseId: row.id, kind: 'payment', signature, lines: saleLines(sale, owed) })
  const confirmed = await updatePurchase(tx, row.id, {
    status: 'confirmed',
    failure: null,
    signature,
    submittedAt: row.submittedAt ?? at,
    confirmedAt: at,
  })
  await fulfil(tx, confirmed, at)
  return confirmed
}

async function keepSurplus(
  context: PurchaseContext,
  tx: Tx,
  row: PurchaseRow,
  signature: string,
  reason: DebtReason,
): Promise<PurchaseRow> {
  const lines = surplusLines(await saleOf(tx, row))
  await writeEntry(tx, { purchaseId: row.id, kind: 'payment', signature, lines })
  // Before the refund is told: whoever hears of it reads the purchase.
  const kept =
    wasSold(row) || row.failure === PAID_IN_VAIN
      ? row
      : await updatePurchase(tx, row.id, {
          status: 'failed',
          failure: PAID_IN_VAIN,
          signature,
          submittedAt: row.submittedAt ?? context.now(),
        })
  const { amountLamports } = kept
  await oweRefund(context, tx, kept, { paymentSignature: signature, amountLamports, reason })
  return kept
}

export async function lockPurchase(tx: Tx, purchaseId: string): Promise<PurchaseRow> {
  // Two payments of one buyer to one creator wait for each other here, so that each sees what the other granted.
  const pairLocked = sql`pg_advisory_xact_lock(
    hashtextextended(${purchases.buyerId}::text || ${purchases.creatorId}::text, 0))::text`
  const [found] = await tx.sql
    .select({ row: purchases, pairLocked })
    .from(purchases)
    .where(eq(purchases.id, purchaseId))
    .for('no key update')
  if (found === undefined) throw new Error(`there is no purchase ${purchaseId}`)
  return found.row
}

export async function updatePurchase(tx: Tx, id: string, values: Partial<PurchaseRow>): Promise<PurchaseRow> {
  const [row] = await tx.sql.update(purchases).set(values).where(eq(purchases.id, id)).returning()
  if (row === undefined) throw new Error(`there is no purchase ${id}`)
  return row
}

/** What a payment has moved: what the purchase asked for, unless it was not as offered. */
export async function saleOfPayment(tx: Tx, row: PurchaseRow, { amountLamports, splits }: PaymentRow) {
  const sale = await saleOf(tx, row)
  return splits === null ? sale : { ...sale, amountLamports, splits: toSplits(splits) }
}

export async function saleOf(tx: Tx, row: PurchaseRow) {
  const buyerWallet = await readWallet(tx.sql, row.buyerId)
  return { buyerWallet, amountLamports: row.amountLamports, splits: splitsOf(row) }
}

async function owedToReferrer(tx: Tx, row: PurchaseRow) {
  if (row.owedLamports === 0n) return null
  const { referrerWallet } = await readParties(tx.sql, row)
  return { wallet: referrerWallet ?? '', lamports: row.owedLamports }
}
