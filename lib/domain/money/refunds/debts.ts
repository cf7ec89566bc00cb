import { and, eq, ne } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import { refunds } from '@/lib/db/tables/payments'
import { tiers } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import type { Tx } from '@/lib/db/transaction'
import { readAuthor } from '@/lib/domain/accounts/users'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { refundReference } from '@/lib/domain/money/purchases/references'
import type { PurchaseRow } from '@/lib/domain/money/purchases/rows'
import { UNSIGNED } from '@/lib/domain/money/transfers/transfer'
import { notify } from '@/lib/domain/notifications/notify'
import type { Notice, NoticeOf } from '@/lib/schema/notices'
import type { DebtReason, RefundStatus } from '@/lib/schema/refunds'

export type RefundRow = typeof refunds.$inferSelect

/** No transaction is offered or under way. */
export const NOT_SENT = {
  ...UNSIGNED,
  blockhash: null,
  lastValidBlockHeight: null,
  unsignedTransaction: null,
  nextLookAt: null,
} as const

interface Debt {
  paymentSignature: string
  amountLamports: bigint
  reason: DebtReason
}

/** Writes down that the creator owes a buyer what was paid for nothing, and tells both. */
export async function oweRefund(
  { referenceKey }: Pick<PurchaseContext, 'referenceKey'>,
  tx: Tx,
  { id: purchaseId, buyerId, creatorId }: PurchaseRow,
  { paymentSignature, amountLamports, reason }: Debt,
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
  await notifyBoth(tx, row, `refund-owed:${row.id}`, (facts) => ({
    kind: 'refund',
    params: { change: 'owed', ...facts },
  }))
}

export function emitRefund(tx: Tx, row: RefundRow): void {
  const { id: refundId, purchaseId, status, amountLamports, buyerId, creatorId } = row
  tx.emit('refund-updated', { refundId, purchaseId, status, amountLamports }, { buyerId, creatorId })
}

type Affair = Pick<RefundRow, 'purchaseId' | 'buyerId' | 'creatorId' | 'amountLamports'>
type AffairFacts = Omit<NoticeOf<'refund'>['params'], 'change'>

/**
 * Tells buyer and creator, each with the other's name. In the order of their ids, as two transactions that tell the same
 * two people must not wait for each other.
 */
export async function notifyBoth(
  tx: Tx,
  { purchaseId, buyerId, creatorId, amountLamports }: Affair,
  dedupeKey: string,
  toNotice: (facts: AffairFacts) => Notice,
): Promise<void> {
  const item = await readPaidItem(tx.sql, purchaseId)
  const sides = [
    { side: 'buyer', userId: buyerId, otherId: creatorId },
    { side: 'creator', userId: creatorId, otherId: buyerId },
  ] as const
  for (const { side, userId, otherId } of [...sides].sort((a, b) => (a.userId < b.userId ? -1 : 1))) {
    const { displayName: otherName } = await readAuthor(tx.sql, otherId)
    const facts = { purchaseId, amountLamports, side, otherId, otherName, ...item }
    await notify(tx, [userId], { ...toNotice(facts), dedupeKey })
  }
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

type PaidItem = Pick<NoticeOf<'refund'>['params'], 'itemKind' | 'itemName' | 'postId'>

export async function readPaidItem(reader: Reader, purchaseId: string): Promise<PaidItem> {
  const [row] = await reader
    .select({ kind: purchases.kind, postId: posts.id, title: posts.title, tierName: tiers.name })
    .from(purchases)
    .leftJoin(posts, eq(posts.id, purchases.postId))
    .leftJoin(tiers, and(eq(tiers.creatorId, purchases.creatorId), eq(tiers.tier, purchases.tier)))
    .where(eq(purchases.id, purchaseId))
  if (row === undefined) throw new Error(`there is no purchase ${purchaseId}`)
  return { itemKind: row.kind, itemName: row.title ?? row.tierName, postId: row.postId }
}
