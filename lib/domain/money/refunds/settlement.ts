import { eq, sql } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { refunds } from '@/lib/db/tables/payments'
import { purchases } from '@/lib/db/tables/purchases'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { refundLines, writeEntry } from '@/lib/domain/money/payments/book'
import { saleOfPayment } from '@/lib/domain/money/payments/payments'
import { lastValidOf, readPayment, VANISHED, writePayment } from '@/lib/domain/money/payments/rows'
import {
  RECONCILE_EVERY_SECONDS,
  type Reconciled,
  reconcileDue,
} from '@/lib/domain/money/transfers/reconcile'
import { settleTransfer } from '@/lib/domain/money/transfers/settle'
import { type Transfers, UNSIGNED } from '@/lib/domain/money/transfers/transfer'
import { readParties } from '@/lib/domain/money/wallets'
import { AppError } from '@/lib/errors'
import type { Payment } from '@/lib/ledger/payment-build'
import type { ExecutedTransaction } from '@/lib/ledger/port'
import { NOT_SENT, notifyBoth, type RefundRow, setRefundStatus } from './debts'

/** What is not owed for a payment is goodwill. */
const ofPayment = sql`payment_signature is not null`

/** A refund that is owed as a transfer: it is paid by the creator, once, and offered when the creator asks for it. */
export const REFUNDS: Transfers<RefundRow> = {
  table: refunds,
  are: {
    open: sql`status = 'owed'`,
    unpaid: sql`status = 'void' and ${ofPayment}`,
    paid: sql`status = 'paid' and ${ofPayment}`,
  },
  open: 'owed',
  isPaid: ({ status }) => status === 'paid',
  closed: 'refund_closed',
  read: readRow,
  update: (tx, values, where) => tx.sql.update(refunds).set(values).where(where).returning(),
  purchaseIdOf: ({ purchaseId }) => purchaseId,
  paymentOf: readPaymentOf,
  isDone: (row, signature) => row.status !== 'owed' && row.signature === signature,
  requireOpen: async () => {},
  isWanted: async () => true,
  isFollowed: ({ status, lastValidBlockHeight }) => status === 'owed' && lastValidBlockHeight !== null,
  book: bookRefund,
  bookOther: async (_context, row) => row,
  afterRefusal: (final) => (final ? NOT_SENT : UNSIGNED),
  afterFailure: () => NOT_SENT,
  afterSearch: async (_context, _row, canStillLand) => (canStillLand ? null : NOT_SENT),
  async afterExpiry(context, row) {
    await settleTransfer(REFUNDS, context, row)
    throw new AppError('transaction_expired')
  },
  // What the creator has not asked for yet is not under way.
  alwaysDue: null,
  nextReconcileAt: (at) => sql`${at} + make_interval(secs => ${RECONCILE_EVERY_SECONDS})`,
}

/** Settles the refunds that were offered or sent, when it is time. */
export function settleRefunds(context: PurchaseContext, stopped?: AbortSignal): Promise<Reconciled> {
  return reconcileDue(REFUNDS, context, 'open', stopped)
}

async function readRow(reader: Reader, id: string): Promise<RefundRow> {
  const [row] = await reader.select().from(refunds).where(eq(refunds.id, id))
  if (row === undefined) throw new Error(`there is no refund ${id}`)
  return row
}

/** What the creator is asked to sign. */
async function readPaymentOf(reader: Reader, row: RefundRow): Promise<Payment> {
  const { buyerWallet, creatorWallet } = await readParties(reader, row)
  const splits = [{ role: 'buyer' as const, wallet: buyerWallet, lamports: row.amountLamports }]
  return { payer: creatorWallet, splits, reference: row.reference, memo: row.id }
}

/** Books what the creator has paid back, and tells both. Booking it again changes nothing. */
export async function bookRefund(
  context: PurchaseContext,
  refundId: string,
  executed: ExecutedTransaction,
): Promise<RefundRow> {
  const lastValidBlockHeight = await lastValidOf(context, executed)
  return context.db.transact(async (tx) => {
    const [row] = await tx.sql.select().from(refunds).where(eq(refunds.id, refundId)).for('no key update')
    if (row === undefined) throw new Error(`there is no refund ${refundId}`)
    const known = await readPayment(tx, executed.signature)
    if (known !== null && known.state !== VANISHED) return row
    const [purchase] = await tx.sql.select().from(purchases).where(eq(purchases.id, row.purchaseId))
    if (purchase === undefined) throw new Error(`refund ${refundId} has lost its purchase`)
    const at = context.now()
    const { signature } = executed
    const { purchaseId, amountLamports } = row
    const booking = { purchaseId, state: 'refund', amountLamports, lastValidBlockHeight, seenAt: at } as const
    await writePayment(tx, executed, booking)
    const paidBack = row.paymentSignature && (await readPayment(tx, row.paymentSignature))
    if (!paidBack) throw new Error(`refund ${refundId} has lost its payment`)
    const lines = refundLines(await saleOfPayment(tx, purchase, paidBack))
    await writeEntry(tx, { purchaseId: row.purchaseId, kind: 'refund', signature, lines })
    const paid = await setRefundStatus(tx, refundId, 'paid', {
      signature,
      submittedAt: row.submittedAt ?? at,
      paidAt: at,
      nextLookAt: null,
    })
    await notifyBoth(tx, row, `refund-paid:${signature}`, (facts) => ({
      kind: 'refund',
      params: { change: 'paid', ...facts },
    }))
    return paid
  })
}
