import { and, eq, isNotNull } from 'drizzle-orm'
import { payments, refunds } from '@/lib/db/tables/payments'
import type { Tx } from '@/lib/db/transaction'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { lockPurchase, updatePurchase } from '@/lib/domain/money/payments/payments'
import type { PurchaseRow } from '@/lib/domain/money/purchases/rows'
import { recountPeriods } from '@/lib/domain/money/subscriptions/recount'

/**
 * What was bought is its buyer's no more, as its whole price was paid back: told to both sides. Doing it again changes
 * nothing.
 */
export async function endAccess(tx: Tx, purchase: PurchaseRow, at: Date): Promise<void> {
  if (purchase.status !== 'confirmed') return
  const { id: purchaseId, buyerId, creatorId, postId, tier, amountLamports } = purchase
  await updatePurchase(tx, purchaseId, { status: 'refunded', refundedAt: at })
  tx.emit('purchase-reverted', { purchaseId, creatorId, postId, amountLamports }, { buyerId, creatorId })
  if (tier !== null) await recountPeriods(tx, { buyerId, creatorId, tier }, at)
}

/**
 * Writes down that the network cannot undo a transaction any more. What goes with a refund goes now, and not before: were
 * the refund undone, it would have been taken for nothing.
 */
export async function setFinal(tx: Tx, signature: string, at: Date): Promise<void> {
  const [refund] = await tx.sql
    .select({ purchaseId: refunds.purchaseId, endsAccess: refunds.endsAccess, status: refunds.status })
    .from(refunds)
    .where(eq(refunds.signature, signature))
  if (refund?.endsAccess && refund.status === 'paid') {
    await endAccess(tx, await lockPurchase(tx, refund.purchaseId), at)
    await tx.sql.update(refunds).set({ nextLookAt: null }).where(eq(refunds.signature, signature))
  }
  await tx.sql.update(payments).set({ finalizedAt: at }).where(eq(payments.signature, signature))
}

/**
 * Ends what a process of the release before has left: it writes down that a refund is final, and knows of nothing that
 * goes with it.
 */
export async function endWhatIsFinal({ db, now }: Pick<PurchaseContext, 'db' | 'now'>): Promise<void> {
  const left = await db.read
    .select({ signature: payments.signature })
    .from(refunds)
    .innerJoin(payments, eq(payments.signature, refunds.signature))
    .where(
      and(
        isNotNull(refunds.nextLookAt),
        eq(refunds.status, 'paid'),
        eq(refunds.endsAccess, true),
        isNotNull(payments.finalizedAt),
      ),
    )
  for (const { signature } of left) await db.transact((tx) => setFinal(tx, signature, now()))
}
