import { and, eq, isNull } from 'drizzle-orm'
import { payments, refunds } from '@/lib/db/tables/payments'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { oweRefund } from '@/lib/domain/money/refunds/debts'
import { reverseEntry, surplusLines, writeEntry } from './book'
import { lockPurchase, saleOf } from './payments'

/**
 * The first release booked a payment for which nothing could be given as a sale, and owed nobody for it. From now on it
 * is owed back. Doing it again changes nothing.
 */
export async function oweOldSurplus(context: PurchaseContext): Promise<void> {
  const { db } = context
  const old = await db.read
    .select({ signature: payments.signature, purchaseId: payments.purchaseId })
    .from(payments)
    .leftJoin(refunds, eq(refunds.paymentSignature, payments.signature))
    .where(and(eq(payments.state, 'surplus'), isNull(refunds.id)))
  for (const { signature, purchaseId } of old) {
    await db.transact(async (tx) => {
      const purchase = await lockPurchase(tx, purchaseId)
      const owed = eq(refunds.paymentSignature, signature)
      const [refund] = await tx.sql.select({ id: refunds.id }).from(refunds).where(owed)
      if (refund !== undefined) return
      await reverseEntry(tx, purchaseId, signature)
      const lines = surplusLines(await saleOf(tx, purchase))
      await writeEntry(tx, { purchaseId, kind: 'payment', signature, lines })
      const { amountLamports } = purchase
      const reason = purchase.tier === null ? 'gone' : 'subscription_changed'
      await oweRefund(context, tx, purchase, { paymentSignature: signature, amountLamports, reason })
    })
  }
}
