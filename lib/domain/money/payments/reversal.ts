import { and, asc, eq, isNull } from 'drizzle-orm'
import { payments, refunds } from '@/lib/db/tables/payments'
import type { Tx } from '@/lib/db/transaction'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { checkPayment } from '@/lib/domain/money/purchases/eligibility'
import type { PurchaseRow } from '@/lib/domain/money/purchases/rows'
import { NOT_SENT, notifyBoth, setRefundStatus } from '@/lib/domain/money/refunds/debts'
import { recountPeriods } from '@/lib/domain/money/subscriptions/recount'
import { firstReconcileAt } from '@/lib/domain/money/transfers/reconcile'
import { reverseEntry } from './book'
import { applyPayment, lockPurchase, updatePurchase } from './payments'
import { readPayment, setPaymentState, VANISHED } from './rows'

/**
 * The network has undone a payment: what it was booked for is taken back, in one transaction with the reversal of the
 * book, and told to both sides. Another payment for the same purchase, which was one too many until now, takes its
 * place. Doing it twice changes nothing.
 */
export async function revertPayment(context: PurchaseContext, signature: string): Promise<void> {
  const { db, now } = context
  await db.transact(async (tx) => {
    const found = await readPayment(tx, signature)
    if (found === null) throw new Error(`there is no payment ${signature}`)
    const purchase = await lockPurchase(tx, found.purchaseId)
    const payment = await readPayment(tx, signature)
    if (payment === null || payment.state === 'vanished') return
    await reverseEntry(tx, purchase.id, signature)
    await setPaymentState(tx, signature, 'vanished')
    switch (payment.state) {
      case 'applied': {
        const taken = await takeBack(tx, purchase, now())
        if (!(await putSurplusInPlace(tx, taken, now()))) await tellVanished(tx, purchase)
        return
      }
      case 'surplus':
        return voidRefund(tx, purchase, signature)
      case 'refund':
        return undoRefund(tx, signature, now())
    }
  })
}

async function takeBack(tx: Tx, purchase: PurchaseRow, at: Date): Promise<PurchaseRow> {
  const { id: purchaseId, buyerId, creatorId, postId, amountLamports } = purchase
  const taken = await updatePurchase(tx, purchaseId, {
    status: 'failed',
    failure: VANISHED,
    signature: null,
    confirmedAt: null,
    periodStart: null,
    periodEnd: null,
    refundedAt: null,
  })
  tx.emit('purchase-reverted', { purchaseId, creatorId, postId, amountLamports }, { buyerId, creatorId })
  // The other periods are counted again as if this one had never been.
  if (taken.tier !== null) await recountPeriods(tx, { ...taken, tier: taken.tier }, at)
  return taken
}

/** Another payment for the purchase that nobody is paying back yet now counts for it. False when there is none. */
async function putSurplusInPlace(tx: Tx, purchase: PurchaseRow, at: Date): Promise<boolean> {
  const [surplus] = await tx.sql
    .select({ signature: payments.signature, executedAt: payments.executedAt, refundId: refunds.id })
    .from(payments)
    .innerJoin(refunds, eq(refunds.paymentSignature, payments.signature))
    .where(
      and(
        eq(payments.purchaseId, purchase.id),
        eq(payments.state, 'surplus'),
        // One that was not as offered counts for nothing.
        isNull(payments.splits),
        eq(refunds.status, 'owed'),
        // Once the creator has it to sign, it may be under way from their wallet.
        isNull(refunds.unsignedTransaction),
      ),
    )
    .orderBy(asc(payments.seenAt))
    .limit(1)
    .for('no key update')
  if (surplus === undefined) return false
  if (!(await checkPayment(tx.sql, purchase, surplus.executedAt, at)).ok) return false
  await setRefundStatus(tx, surplus.refundId, 'void', { nextLookAt: null })
  await reverseEntry(tx, purchase.id, surplus.signature)
  await setPaymentState(tx, surplus.signature, 'applied')
  await applyPayment(tx, purchase, surplus.signature, at)
  return true
}

function tellVanished(tx: Tx, purchase: PurchaseRow): Promise<void> {
  const affair = { ...purchase, purchaseId: purchase.id }
  return notifyBoth(tx, affair, `vanished:${purchase.signature}`, (facts) => ({
    kind: 'payment',
    params: { change: 'vanished', ...facts },
  }))
}

/** What was paid for nothing was not paid after all. What the creator has sent meanwhile is theirs to sort out. */
async function voidRefund(tx: Tx, purchase: PurchaseRow, paymentSignature: string): Promise<void> {
  if (purchase.signature === paymentSignature)
    await updatePurchase(tx, purchase.id, { signature: null, failure: VANISHED })
  const [refund] = await tx.sql
    .select({ id: refunds.id })
    .from(refunds)
    .where(and(eq(refunds.paymentSignature, paymentSignature), eq(refunds.status, 'owed')))
    .for('no key update')
  if (refund !== undefined) await setRefundStatus(tx, refund.id, 'void', { nextLookAt: null })
}

/**
 * The transaction that paid it back is gone: it is owed as before, unless what was to be paid back is gone as well. What
 * was not owed was not given after all, and may still come.
 */
async function undoRefund(tx: Tx, signature: string, at: Date): Promise<void> {
  const [refund] = await tx.sql
    .select({ id: refunds.id, paymentSignature: refunds.paymentSignature })
    .from(refunds)
    .where(eq(refunds.signature, signature))
    .for('no key update')
  if (refund === undefined) return
  if (refund.paymentSignature === null) {
    const nextLookAt = firstReconcileAt(at)
    await setRefundStatus(tx, refund.id, 'void', { ...NOT_SENT, paidAt: null, nextLookAt })
    return
  }
  const surplus = await readPayment(tx, refund.paymentSignature)
  const status = surplus?.state === 'surplus' ? 'owed' : 'void'
  await setRefundStatus(tx, refund.id, status, { ...NOT_SENT, paidAt: null })
}
