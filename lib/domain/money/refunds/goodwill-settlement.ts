import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { refunds } from '@/lib/db/tables/payments'
import { purchases } from '@/lib/db/tables/purchases'
import type { Tx } from '@/lib/db/transaction'
import { readAuthor } from '@/lib/domain/accounts/users'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { goodwillLines, writeEntry } from '@/lib/domain/money/payments/book'
import { lockPurchase, saleOf } from '@/lib/domain/money/payments/payments'
import { lastValidOf, readPayment, VANISHED, writePayment } from '@/lib/domain/money/payments/rows'
import {
  firstReconcileAt,
  RECONCILE_EVERY_SECONDS,
  type Reconciled,
  reconcileDue,
} from '@/lib/domain/money/transfers/reconcile'
import { settleTransfer } from '@/lib/domain/money/transfers/settle'
import { type Transfers, UNSIGNED } from '@/lib/domain/money/transfers/transfer'
import { notify } from '@/lib/domain/notifications/notify'
import { AppError } from '@/lib/errors'
import type { ExecutedTransaction } from '@/lib/ledger/port'
import { endAccess, endWhatIsFinal } from './access-end'
import { type RefundRow, readPaidItem, setRefundStatus } from './debts'
import { REFUNDS } from './settlement'

const ofGoodwill = sql`payment_signature is null`

/** What was not sent in time is looked for so much longer, as a wallet may renew a transaction and send it by itself. */
const LOOKED_FOR_SECONDS = 7 * 24 * 60 * 60
const PAUSE_SHARE = 0.25

/**
 * What a creator gives back of a sale of their own accord, as a transfer. Nothing is owed: until it is paid only they
 * know of it, and what was not signed while it could land is void.
 */
export const GOODWILL: Transfers<RefundRow> = {
  ...REFUNDS,
  are: {
    open: sql`status = 'offered'`,
    unpaid: sql`status = 'void' and ${ofGoodwill}`,
    paid: sql`status = 'paid' and ${ofGoodwill}`,
  },
  open: 'offered',
  isDone: ({ status, signature: paidBy }, signature) => status === 'paid' && paidBy === signature,
  async requireOpen({ db }, row) {
    if (!(await isLeftToGive(db.read, row))) throw new AppError('refund_closed')
  },
  isWanted: ({ db }, row) => isLeftToGive(db.read, row),
  isFollowed: ({ status }) => status !== 'paid',
  book: bookGoodwill,
  afterRefusal: (final) => (final ? { ...UNSIGNED, status: 'void' } : UNSIGNED),
  afterFailure: () => ({ ...UNSIGNED, status: 'void' }),
  afterSearch: async (_context, _row, canStillLand) => (canStillLand ? null : { status: 'void' }),
  async afterExpiry(context, row) {
    await settleTransfer(GOODWILL, context, row)
    throw new AppError('transaction_expired')
  },
  nextReconcileAt: (at) => sql`case
    when status = 'offered' then ${at} + make_interval(secs => ${RECONCILE_EVERY_SECONDS})
    when ${at} - offered_at < make_interval(secs => ${LOOKED_FOR_SECONDS}) then ${at} + greatest(
      (${at} - offered_at) * ${PAUSE_SHARE}::float8, make_interval(secs => ${RECONCILE_EVERY_SECONDS})) end`,
}

/** Settles what creators have begun to give back, and looks for what was not sent in time. */
export async function settleGoodwill(context: PurchaseContext, stopped?: AbortSignal): Promise<Reconciled> {
  await endWhatIsFinal(context)
  const offered = await reconcileDue(GOODWILL, context, 'open', stopped)
  const late = await reconcileDue(GOODWILL, context, 'closed', stopped)
  return { settled: offered.settled + late.settled, hasMore: offered.hasMore || late.hasMore }
}

/** What was given back of a purchase already, of goodwill. */
export async function readGiven(reader: Reader, purchaseId: string): Promise<bigint> {
  const [row] = await reader
    .select({ given: sql<string>`coalesce(sum(${refunds.amountLamports}), 0)::text` })
    .from(refunds)
    .where(
      and(eq(refunds.purchaseId, purchaseId), eq(refunds.status, 'paid'), isNull(refunds.paymentSignature)),
    )
  return BigInt(row?.given ?? 0)
}

/** Nobody gives back more than they were paid. */
async function isLeftToGive(reader: Reader, row: RefundRow): Promise<boolean> {
  const [purchase] = await reader
    .select({ status: purchases.status, amountLamports: purchases.amountLamports })
    .from(purchases)
    .where(eq(purchases.id, row.purchaseId))
  if (purchase?.status !== 'confirmed') return false
  return (await readGiven(reader, row.purchaseId)) + row.amountLamports <= purchase.amountLamports
}

/** Books what the creator has given back, and tells the buyer. Booking it again changes nothing. */
export async function bookGoodwill(
  context: PurchaseContext,
  refundId: string,
  executed: ExecutedTransaction,
): Promise<RefundRow> {
  const lastValidBlockHeight = await lastValidOf(context, executed)
  const { purchaseId } = await GOODWILL.read(context.db.read, refundId)
  return context.db.transact(async (tx) => {
    const purchase = await lockPurchase(tx, purchaseId)
    const [row] = await tx.sql.select().from(refunds).where(eq(refunds.id, refundId)).for('no key update')
    if (row === undefined) throw new Error(`there is no refund ${refundId}`)
    const { signature } = executed
    const known = await readPayment(tx, signature)
    if (row.status === 'paid' || (known !== null && known.state !== VANISHED)) return row
    const at = context.now()
    const { amountLamports } = row
    const booking = { purchaseId, state: 'refund', amountLamports, lastValidBlockHeight, seenAt: at } as const
    await writePayment(tx, executed, booking)
    const lines = goodwillLines(await saleOf(tx, purchase), amountLamports, purchase.owedLamports)
    await writeEntry(tx, { purchaseId, kind: 'refund', signature, lines })
    const endsNow = row.endsAccess && executed.finalized
    if (endsNow) await endAccess(tx, purchase, at)
    // After the purchase: whoever hears of it reads that too.
    const paid = await setRefundStatus(tx, refundId, 'paid', {
      signature,
      submittedAt: row.submittedAt ?? at,
      paidAt: at,
      nextLookAt: row.endsAccess && !endsNow ? firstReconcileAt(at) : null,
    })
    await tellBuyer(tx, paid)
    return paid
  })
}

async function tellBuyer(tx: Tx, row: RefundRow): Promise<void> {
  const { purchaseId, buyerId, creatorId, amountLamports, endsAccess, signature } = row
  const { displayName: otherName } = await readAuthor(tx.sql, creatorId)
  const item = await readPaidItem(tx.sql, purchaseId)
  await notify(tx, [buyerId], {
    kind: 'refund',
    params: {
      change: endsAccess ? 'given_ended' : 'given',
      side: 'buyer',
      otherId: creatorId,
      otherName,
      purchaseId,
      amountLamports,
      ...item,
    },
    dedupeKey: `refund-given:${signature}`,
  })
}
