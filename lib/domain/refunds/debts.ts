import { and, eq, ne } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import { posts } from '@/lib/db/tables/content'
import { refunds } from '@/lib/db/tables/payments'
import { tiers } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import type { Reader, Tx } from '@/lib/db/transaction'
import { notify } from '@/lib/domain/notifications'
import type { PurchaseContext } from '@/lib/domain/purchases/quotes'
import { refundReference } from '@/lib/domain/purchases/references'
import type { PurchaseRow } from '@/lib/domain/purchases/rows'
import { readAuthor } from '@/lib/domain/users'
import { formatSol } from '@/lib/money'
import type { RefundReason, RefundStatus } from '@/lib/schema/refunds'

export type RefundRow = typeof refunds.$inferSelect

/** No transaction is offered or under way. */
export const NOT_SENT = {
  blockhash: null,
  lastValidBlockHeight: null,
  unsignedTransaction: null,
  signedTransaction: null,
  signature: null,
  submittedAt: null,
  nextLookAt: null,
} as const

interface Debt {
  paymentSignature: string
  reason: RefundReason
}

/** Writes down that the creator owes a buyer what was paid for nothing, and tells both. */
export async function oweRefund(
  { referenceKey }: Pick<PurchaseContext, 'referenceKey'>,
  tx: Tx,
  { id: purchaseId, buyerId, creatorId, amountLamports }: PurchaseRow,
  { paymentSignature, reason }: Debt,
): Promise<void> {
  const id = newId()
  const [row] = await tx.sql
    .insert(refunds)
    .values({
      id,
      paymentSignature,
      purchaseId,
      buyerId,
      creatorId,
      reason,
      amountLamports,
      reference: refundReference(referenceKey, id, paymentSignature),
    })
    // A payment that had vanished and came back is owed again, unless it was paid back before that.
    .onConflictDoUpdate({
      target: refunds.paymentSignature,
      set: { status: 'owed', reason },
      setWhere: ne(refunds.status, 'paid'),
    })
    .returning()
  if (row === undefined) return
  emitRefund(tx, row)
  const what = await whatWasPaid(tx.sql, purchaseId)
  const buyer = await readAuthor(tx.sql, buyerId)
  const creator = await readAuthor(tx.sql, creatorId)
  const sol = formatSol(amountLamports)
  await notifyBoth(tx, row, {
    dedupeKey: `refund-owed:${row.id}`,
    buyer: { title: `${creator.displayName} owes you ${sol} SOL back`, body: what, href: '/library' },
    creator: { title: `You owe ${buyer.displayName} ${sol} SOL back`, body: what, href: '/studio' },
  })
}

export function emitRefund(tx: Tx, row: RefundRow): void {
  const { id: refundId, purchaseId, status, amountLamports, buyerId, creatorId } = row
  tx.emit('refund-updated', { refundId, purchaseId, status, amountLamports }, { buyerId, creatorId })
}

interface Telling {
  dedupeKey: string
  buyer: { title: string; body: string; href: string }
  creator: { title: string; body: string; href: string }
}

/** In the order of their ids, as two transactions that tell the same two people must not wait for each other. */
export async function notifyBoth(
  tx: Tx,
  { buyerId, creatorId }: Pick<RefundRow, 'buyerId' | 'creatorId'>,
  { dedupeKey, buyer, creator }: Telling,
  kind: 'refund' | 'payment' = 'refund',
): Promise<void> {
  const tellings = [
    { userId: buyerId, ...buyer },
    { userId: creatorId, ...creator },
  ].sort((a, b) => (a.userId < b.userId ? -1 : 1))
  for (const { userId, ...words } of tellings) await notify(tx, [userId], { kind, dedupeKey, ...words })
}

/** Owed, paid or void; what is not owed any more is not looked after. */
export async function setRefundStatus(
  tx: Tx,
  id: string,
  status: RefundStatus,
  values: Partial<RefundRow> = {},
): Promise<RefundRow> {
  const [row] = await tx.sql
    .update(refunds)
    .set({ status, ...values })
    .where(eq(refunds.id, id))
    .returning()
  if (row === undefined) throw new Error(`there is no refund ${id}`)
  emitRefund(tx, row)
  return row
}

/** In words: the title of the post, the tier, or a tip. */
export async function whatWasPaid(reader: Reader, purchaseId: string): Promise<string> {
  const [row] = await reader
    .select({ kind: purchases.kind, title: posts.title, tierName: tiers.name })
    .from(purchases)
    .leftJoin(posts, eq(posts.id, purchases.postId))
    .leftJoin(tiers, and(eq(tiers.creatorId, purchases.creatorId), eq(tiers.tier, purchases.tier)))
    .where(eq(purchases.id, purchaseId))
  return row?.title ?? row?.tierName ?? 'A tip'
}
