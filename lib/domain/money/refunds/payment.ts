import { and, eq, isNull } from 'drizzle-orm'
import { refunds } from '@/lib/db/tables/payments'
import type { Viewer } from '@/lib/domain/context'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { mayPayRefund } from '@/lib/domain/money/policy'
import { firstReconcileAt } from '@/lib/domain/money/transfers/reconcile'
import { settleUnlessPaid } from '@/lib/domain/money/transfers/settle'
import { submitTransfer } from '@/lib/domain/money/transfers/submit'
import { AppError } from '@/lib/errors'
import { buildPayment } from '@/lib/ledger/payment-build'
import type { Refund, RefundOffer } from '@/lib/schema/refunds'
import type { RefundRow } from './debts'
import { GOODWILL } from './goodwill-settlement'
import { readRefund } from './refunds'
import { REFUNDS } from './settlement'

/**
 * The transaction by which the creator pays the buyer back: the same one as long as it can land. One of goodwill is none
 * any more after that.
 * Throws `not_found` for anybody but the creator, `refund_closed` when nothing is to be paid, `already_submitted` while what
 * was sent may still land.
 */
export async function offerRefund(
  context: PurchaseContext,
  creator: Viewer,
  refundId: string,
): Promise<RefundOffer> {
  const found = await readOwn(context, creator, refundId)
  const kind = kindOf(found)
  const row = await settleUnlessPaid(kind, context, found)
  if (row.status !== kind.open) throw new AppError('refund_closed')
  if (row.submittedAt !== null) throw new AppError('already_submitted')
  const offered = row.unsignedTransaction === null ? await offer(context, row) : row
  return {
    refund: await readRefund(context.db.read, creator, refundId),
    transaction: Buffer.from(offered.unsignedTransaction ?? []).toString('base64'),
  }
}

async function offer({ db, ledger, now }: PurchaseContext, row: RefundRow): Promise<RefundRow> {
  const blockhash = await ledger.latestBlockhash()
  const unsignedTransaction = buildPayment(await REFUNDS.paymentOf(db.read, row), blockhash)
  const values = { ...blockhash, unsignedTransaction, nextLookAt: firstReconcileAt(now()) }
  const free = and(eq(refunds.id, row.id), eq(refunds.status, 'owed'), isNull(refunds.unsignedTransaction))
  const [offered] = await db.transact((tx) => REFUNDS.update(tx, values, free))
  return offered ?? REFUNDS.read(db.read, row.id)
}

/**
 * Relays what the creator has signed. Answers the refund, `paid`, or `owed` or `offered` when the network has not decided yet.
 * Throws `not_found` for anybody but the creator, `refund_closed`, and as `submitTransfer` does.
 */
export async function submitRefund(
  context: PurchaseContext,
  creator: Viewer,
  refundId: string,
  bytes: Uint8Array,
): Promise<Refund> {
  const row = await readOwn(context, creator, refundId)
  await submitTransfer(kindOf(row), context, row, bytes)
  return readRefund(context.db.read, creator, refundId)
}

function kindOf({ paymentSignature }: RefundRow): typeof REFUNDS {
  return paymentSignature === null ? GOODWILL : REFUNDS
}

/** Only the creator's own. */
async function readOwn({ db }: PurchaseContext, creator: Viewer, refundId: string): Promise<RefundRow> {
  const [row] = await db.read.select().from(refunds).where(eq(refunds.id, refundId))
  if (row === undefined || !mayPayRefund(creator, row))
    throw new AppError('not_found', {
      reason: 'no_such_refund',
      detail: 'There is no such refund for you to pay.',
    })
  return row
}
