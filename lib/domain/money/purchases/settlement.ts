import { eq, sql } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { purchases } from '@/lib/db/tables/purchases'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { bookPayment } from '@/lib/domain/money/payments/payments'
import { bookStray } from '@/lib/domain/money/payments/stray'
import { type Among, type Reconciled, reconcileDue } from '@/lib/domain/money/transfers/reconcile'
import { type Transfers, UNSIGNED } from '@/lib/domain/money/transfers/transfer'
import { readWallet } from '@/lib/domain/money/wallets'
import { strayOf } from '@/lib/ledger/executed-payment'
import { buildPayment, type Payment } from '@/lib/ledger/payment-build'
import { isStillWanted, requireStillToBeHad } from './eligibility'
import { nextReconcileAt } from './reconcile-schedule'
import { type PurchaseRow, paymentOf, wasSold } from './rows'

/** A purchase as a transfer: it is paid by its buyer, and what is paid once too often is booked as well. */
export const PURCHASES: Transfers<PurchaseRow> = {
  table: purchases,
  are: {
    open: sql`status = 'pending'`,
    unpaid: sql`status in ('expired', 'failed')`,
    paid: sql`status in ('confirmed', 'refunded')`,
  },
  open: 'pending',
  isPaid: wasSold,
  closed: 'purchase_closed',
  read: readRow,
  update: (tx, values, where) => tx.sql.update(purchases).set(values).where(where).returning(),
  purchaseIdOf: ({ id }) => id,
  paymentOf: readPayment,
  isDone: wasSold,
  requireOpen: requireStillToBeHad,
  isWanted: isStillWanted,
  // Whatever became of it: a payment for one that has expired may complete it, a second one is owed back.
  isFollowed: () => true,
  book: bookPayment,
  async bookOther(context, row, executed, payment) {
    const stray = strayOf(executed, payment)
    return stray === null ? row : bookStray(context, row.id, executed, stray)
  },
  afterRefusal: () => UNSIGNED,
  afterFailure: ({ code }) => ({ status: 'failed', failure: code }),
  async afterSearch(context, row, canStillLand) {
    const isOver = context.now() >= row.expiresAt
    if (isOver && (row.submittedAt === null || !canStillLand)) return { status: 'expired' }
    return canStillLand ? null : offerAnew(context, row)
  },
  afterExpiry: async (_context, row) => row,
  alwaysDue: sql`status = 'pending'`,
  nextReconcileAt,
}

/** Settles the purchases whose time has come. */
export function settlePurchases(
  context: PurchaseContext,
  among: Among,
  stopped?: AbortSignal,
): Promise<Reconciled> {
  return reconcileDue(PURCHASES, context, among, stopped)
}

async function readRow(reader: Reader, id: string): Promise<PurchaseRow> {
  const [row] = await reader.select().from(purchases).where(eq(purchases.id, id))
  if (row === undefined) throw new Error(`there is no purchase ${id}`)
  return row
}

async function readPayment(reader: Reader, row: PurchaseRow): Promise<Payment> {
  return paymentOf(row, await readWallet(reader, row.buyerId))
}

/** The same payment with a new blockhash. Price, splits and reference stay. */
async function offerAnew({ db, ledger }: PurchaseContext, row: PurchaseRow): Promise<Partial<PurchaseRow>> {
  const blockhash = await ledger.latestBlockhash()
  const unsignedTransaction = buildPayment(await readPayment(db.read, row), blockhash)
  return { ...blockhash, ...UNSIGNED, unsignedTransaction }
}
