import { eq, sql } from 'drizzle-orm'
import { payments } from '@/lib/db/tables/payments'
import { creators, users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import type { Tx } from '@/lib/db/transaction'
import { whatToGive } from '@/lib/domain/purchases/fitness'
import { give } from '@/lib/domain/purchases/giving'
import type { PurchaseContext } from '@/lib/domain/purchases/quotes'
import { type PurchaseRow, splitsOf } from '@/lib/domain/purchases/rows'
import { oweRefund } from '@/lib/domain/refunds/debts'
import type { ExecutedTransaction } from '@/lib/ledger/port'
import type { PaymentState } from '@/lib/schema/purchases'
import type { RefundReason } from '@/lib/schema/refunds'
import { saleLines, surplusLines, writeEntry } from './book'

export type PaymentRow = typeof payments.$inferSelect

/** Paid, but not to be had any more: the amount is owed to the buyer. */
export const PAID_IN_VAIN = 'paid_in_vain'
/** Paid and confirmed, until the network undid it. */
export const VANISHED = 'vanished'

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
): Promise<PurchaseRow> {
  const lastValidBlockHeight = await lastValidOf(context, executed)
  return context.db.transact(async (tx) => {
    const row = await lockPurchase(tx, purchaseId)
    const known = await readPayment(tx, executed.signature)
    if (known !== null && known.state !== VANISHED) return row
    // Once: a period begins at the very moment of the confirmation.
    const at = context.now()
    const fitness = await whatToGive(tx.sql, row, at)
    await writePayment(tx, {
      signature: executed.signature,
      purchaseId,
      state: fitness.ok ? 'applied' : 'surplus',
      amountLamports: row.amountLamports,
      feeLamports: executed.feeLamports,
      slot: executed.slot,
      transaction: executed.bytes,
      lastValidBlockHeight,
      executedAt: executed.executedAt,
      seenAt: at,
      finalizedAt: executed.finalized ? at : null,
    })
    return fitness.ok
      ? applyPayment(tx, row, executed.signature, at)
      : keepSurplus(context, tx, row, executed.signature, fitness.reason)
  })
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
  await give(tx, confirmed, at)
  return confirmed
}

async function keepSurplus(
  context: PurchaseContext,
  tx: Tx,
  row: PurchaseRow,
  signature: string,
  reason: RefundReason,
): Promise<PurchaseRow> {
  const lines = surplusLines(await saleOf(tx, row))
  await writeEntry(tx, { purchaseId: row.id, kind: 'payment', signature, lines })
  // Before the refund is told: whoever hears of it reads the purchase.
  const kept =
    row.status === 'confirmed' || row.failure === PAID_IN_VAIN
      ? row
      : await updatePurchase(tx, row.id, {
          status: 'failed',
          failure: PAID_IN_VAIN,
          signature,
          submittedAt: row.submittedAt ?? context.now(),
        })
  await oweRefund(context, tx, kept, { paymentSignature: signature, reason })
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

export async function readPayment(tx: Tx, signature: string): Promise<PaymentRow | null> {
  const [row] = await tx.sql.select().from(payments).where(eq(payments.signature, signature))
  return row ?? null
}

/** One that had vanished and came back is the same payment. */
export async function writePayment(tx: Tx, row: PaymentRow): Promise<void> {
  await tx.sql.insert(payments).values(row).onConflictDoUpdate({ target: payments.signature, set: row })
}

export async function setPaymentState(tx: Tx, signature: string, state: PaymentState): Promise<void> {
  await tx.sql.update(payments).set({ state }).where(eq(payments.signature, signature))
}

/** Until when a transaction that is not final could land again if it were undone; asked before any row is locked. */
export async function lastValidOf(
  { ledger }: Pick<PurchaseContext, 'ledger'>,
  { finalized, slot }: ExecutedTransaction,
): Promise<bigint> {
  return finalized ? slot : (await ledger.latestBlockhash()).lastValidBlockHeight
}

export async function saleOf(tx: Tx, row: PurchaseRow) {
  const [buyer] = await tx.sql.select({ wallet: users.wallet }).from(users).where(eq(users.id, row.buyerId))
  return { buyerWallet: buyer?.wallet ?? '', amountLamports: row.amountLamports, splits: splitsOf(row) }
}

async function owedToReferrer(tx: Tx, row: PurchaseRow) {
  if (row.owedLamports === 0n) return null
  const [referrer] = await tx.sql
    .select({ wallet: users.wallet })
    .from(creators)
    .innerJoin(users, eq(users.id, creators.referredById))
    .where(eq(creators.id, row.creatorId))
  return { wallet: referrer?.wallet ?? '', lamports: row.owedLamports }
}
