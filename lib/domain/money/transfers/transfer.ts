import type { SQL } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import type { refunds } from '@/lib/db/tables/payments'
import type { purchases } from '@/lib/db/tables/purchases'
import type { Tx } from '@/lib/db/transaction'
import type { PurchaseContext } from '@/lib/domain/money/context'
import type { ErrorCode } from '@/lib/errors'
import type { Payment } from '@/lib/ledger/payment-build'
import type { ExecutedTransaction, ExecutionError } from '@/lib/ledger/port'
import type { PurchaseStatus } from '@/lib/schema/purchases'
import type { RefundStatus } from '@/lib/schema/refunds'

/** What the rows of purchases and of refunds have in common: one transaction, and how far it has got. */
export interface TransferRow {
  id: string
  status: PurchaseStatus | RefundStatus
  reference: string
  /** Of the transaction that is offered or under way; null while none is. */
  blockhash: string | null
  lastValidBlockHeight: bigint | null
  /** Null until somebody has signed. */
  signedTransaction: Uint8Array | null
  signature: string | null
  submittedAt: Date | null
}

/** What is written with the signed bytes. */
export interface Submission {
  signedTransaction: Uint8Array
  signature: string
  submittedAt: Date
  blockhash: string
  lastValidBlockHeight: bigint
  nextLookAt: Date
}

/** Nothing is signed, and nothing under way. */
export const UNSIGNED = { signedTransaction: null, signature: null, submittedAt: null } as const

/**
 * What tells one kind of transfer from another: where its rows are, which payment one of them asks for, and what
 * follows. `submitTransfer`, `settleTransfer` and `reconcileDue` do the same with each.
 */
export interface Transfers<Row extends TransferRow> {
  table: typeof purchases | typeof refunds
  /**
   * Which rows are still to be paid, closed without a payment, and paid. Written out, not as parameters: so the indexes
   * that are made for them serve.
   */
  are: { open: SQL; unpaid: SQL; paid: SQL }
  /** The status of a row that is still to be paid. */
  open: TransferRow['status']
  /** Whether its payment is booked. */
  isPaid(row: Row): boolean
  /** What is thrown for one that is not open any more. */
  closed: Extract<ErrorCode, 'purchase_closed' | 'refund_closed'>
  read(reader: Reader, id: string): Promise<Row>
  /** Answers the rows that fit `where`, with `values` in them. */
  update(
    tx: Tx,
    values: Partial<Row> | Submission | { nextLookAt: SQL },
    where: SQL | undefined,
  ): Promise<Row[]>
  /** Whose transactions were booked already is read of `payments` by this. */
  purchaseIdOf(row: Row): string
  paymentOf(reader: Reader, row: Row): Promise<Payment>
  /** Whether `signature` has nothing more to do here: the row as it is answers for it. */
  isDone(row: Row, signature: string): boolean
  /** Before the first relay: throws for what must not be charged for any more. */
  requireOpen(context: PurchaseContext, row: Row): Promise<void>
  /** Whether what was stored is still to be sent: nobody is charged for what they would not pay now. */
  isWanted(context: PurchaseContext, row: Row): Promise<boolean>
  /** Whether what is found under its reference is booked. */
  isFollowed(row: Row): boolean
  /** Books what the ledger has executed. Doing it again changes nothing. */
  book(context: PurchaseContext, id: string, executed: ExecutedTransaction): Promise<Row>
  /** What is found under its reference and is not the payment may have to be booked all the same. */
  bookOther(context: PurchaseContext, row: Row, executed: ExecutedTransaction, payment: Payment): Promise<Row>
  /** What the row says once the network has refused the signed bytes; `final`: they can never land. */
  afterRefusal(final: boolean): Partial<Row>
  /** What the row says once the transaction was executed in vain. */
  afterFailure(error: ExecutionError): Partial<Row>
  /** What becomes of an open row for which nothing was found; null: it stays as it is. */
  afterSearch(context: PurchaseContext, row: Row, canStillLand: boolean): Promise<Partial<Row> | null>
  /** While its sender waited, the blockhash ended without the transaction being seen. */
  afterExpiry(context: PurchaseContext, row: Row): Promise<Row>
  /**
   * Rows without a next time that are to be searched for all the same; null: there are none. The first release, whose
   * processes may still run beside this one, knows of no such time.
   */
  alwaysDue: SQL | null
  /** When the ledger is searched again for rows that were searched at `at`; null: not by itself. */
  nextReconcileAt(at: SQL): SQL
}
