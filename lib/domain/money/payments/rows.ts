import { eq } from 'drizzle-orm'
import { payments } from '@/lib/db/tables/payments'
import type { Tx } from '@/lib/db/transaction'
import type { PurchaseContext } from '@/lib/domain/money/context'
import type { ExecutedTransaction } from '@/lib/ledger/port'
import type { PaymentState, Split } from '@/lib/schema/purchases'

export type PaymentRow = typeof payments.$inferSelect

/** Paid and confirmed, until the network undid it. */
export const VANISHED = 'vanished'

export async function readPayment(tx: Tx, signature: string): Promise<PaymentRow | null> {
  const [row] = await tx.sql.select().from(payments).where(eq(payments.signature, signature))
  return row ?? null
}

interface Booking {
  purchaseId: string
  state: PaymentState
  amountLamports: bigint
  /** Of one that was not as offered. */
  splits?: readonly Split[]
  lastValidBlockHeight: bigint
  seenAt: Date
}

/** Writes down what the ledger has executed. One that had vanished and came back is the same payment. */
export async function writePayment(tx: Tx, executed: ExecutedTransaction, booking: Booking): Promise<void> {
  const { signature, feeLamports, slot, bytes, executedAt, finalized } = executed
  const row = {
    ...booking,
    splits: booking.splits?.map((split) => ({ ...split, lamports: split.lamports.toString() })) ?? null,
    signature,
    feeLamports,
    slot,
    transaction: bytes,
    executedAt,
    finalizedAt: finalized ? booking.seenAt : null,
  }
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
