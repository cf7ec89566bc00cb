import { eq, sql } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { purchases } from '@/lib/db/tables/purchases'
import type { Viewer } from '@/lib/domain/context'
import { mayUsePurchase } from '@/lib/domain/money/policy'
import { AppError } from '@/lib/errors'
import type { Payment } from '@/lib/ledger/payment-build'
import type { Purchase, PurchaseItem, PurchaseStatus, Split } from '@/lib/schema/purchases'

export type PurchaseRow = typeof purchases.$inferSelect

/** What was paid for and given, also if it was paid back since. As the index says it. */
export const isSold = sql`${purchases.status} in ('confirmed', 'refunded')`

export function wasSold({ status }: Pick<PurchaseRow, 'status'>): boolean {
  return status === 'confirmed' || status === 'refunded'
}

/** Why it failed, when its buyer gave it up before anything was sent. */
export const GIVEN_UP = 'given_up'

export function toPurchase(row: PurchaseRow): Purchase {
  return {
    id: row.id,
    status: row.status,
    item: itemOf(row),
    amountLamports: row.amountLamports,
    priceLamports: row.priceLamports,
    creditLamports: row.creditLamports,
    splits: splitsOf(row),
    reference: row.reference,
    transaction: row.status === 'pending' ? Buffer.from(row.unsignedTransaction).toString('base64') : null,
    submitted: row.submittedAt !== null,
    signature: row.signature,
    failure: row.failure,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
  }
}

export function itemOf({ kind, postId, creatorId, tier, amountLamports }: PurchaseRow): PurchaseItem {
  if (kind === 'post' && postId !== null) return { kind, postId }
  if (kind === 'subscription' && tier !== null) return { kind, creatorId, tier }
  return { kind: 'tip', creatorId, amountLamports }
}

export function splitsOf(row: Pick<PurchaseRow, 'splits'>): Split[] {
  return toSplits(row.splits)
}

/** As they are written: see the tables. */
export function toSplits(written: PurchaseRow['splits']): Split[] {
  return written.map((split) => ({ ...split, lamports: BigInt(split.lamports) }))
}

/** What the buyer was asked to pay: the yardstick for every transaction that claims to be this purchase's. */
export function paymentOf(row: PurchaseRow, buyerWallet: string): Payment {
  return { payer: buyerWallet, splits: splitsOf(row), reference: row.reference, memo: row.id }
}

/** Only the buyer's own; throws `not_found` for any other. */
export async function readOwnPurchase(
  reader: Reader,
  buyer: Viewer,
  purchaseId: string,
): Promise<PurchaseRow> {
  const [row] = await reader.select().from(purchases).where(eq(purchases.id, purchaseId))
  if (row === undefined || !mayUsePurchase(buyer, row))
    throw new AppError('not_found', { reason: 'no_such_purchase', detail: 'There is no such purchase.' })
  return row
}

/** By the index of what is open. */
export async function countPending(reader: Reader): Promise<number> {
  const [row] = await reader
    .select({ count: sql<number>`count(*)::int` })
    .from(purchases)
    .where(sql`${purchases.status} = 'pending'`)
  return row?.count ?? 0
}

/** All of them by status: reads the whole table. */
export async function countPurchases(reader: Reader): Promise<Map<PurchaseStatus, number>> {
  const rows = await reader
    .select({ status: purchases.status, count: sql<number>`count(*)::int` })
    .from(purchases)
    .groupBy(purchases.status)
  return new Map(rows.map(({ status, count }) => [status, count]))
}
