import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { posts } from '@/lib/db/tables/content'
import { purchases } from '@/lib/db/tables/purchases'
import type { Reader } from '@/lib/db/transaction'
import { canBeAdded, type Period } from '@/lib/domain/subscriptions/periods'
import type { RefundReason } from '@/lib/schema/refunds'
import type { PurchaseRow } from './rows'

export type Fitness = { ok: true } | { ok: false; reason: RefundReason }

const FIT: Fitness = { ok: true }

/** Whether what was bought is still there to be given to this buyer, and if not, why. */
export async function whatToGive(reader: Reader, row: PurchaseRow, now: Date): Promise<Fitness> {
  if (row.status === 'confirmed') return { ok: false, reason: 'paid_twice' }
  if (row.postId !== null) return fitnessOfPost(reader, row, row.postId)
  if (row.tier === null) return FIT
  const periods = await readPeriods(reader, row)
  return canBeAdded(periods, { ...row, tier: row.tier }, now)
    ? FIT
    : { ok: false, reason: 'subscription_changed' }
}

async function fitnessOfPost(reader: Reader, row: PurchaseRow, postId: string): Promise<Fitness> {
  const [post] = await reader
    .select({
      bought: sql<boolean>`exists (
        select 1 from purchases p
        where p.buyer_id = ${row.buyerId} and p.post_id = ${postId} and p.status = 'confirmed')`,
    })
    .from(posts)
    .where(and(eq(posts.id, postId), isNull(posts.deletedAt)))
  if (post === undefined) return { ok: false, reason: 'gone' }
  return post.bought ? { ok: false, reason: 'bought_already' } : FIT
}

interface Pair {
  buyerId: string
  creatorId: string
}

export interface ConfirmedPeriod extends Period {
  confirmedAt: Date
}

/** Everything that a buyer has paid for at a creator, in the order in which it was confirmed. */
export async function readPeriods(reader: Reader, { buyerId, creatorId }: Pair): Promise<ConfirmedPeriod[]> {
  const rows = await reader
    .select({
      purchaseId: purchases.id,
      tier: purchases.tier,
      priceLamports: purchases.priceLamports,
      confirmedAt: purchases.confirmedAt,
      startsAt: purchases.periodStart,
      endsAt: purchases.periodEnd,
    })
    .from(purchases)
    .where(
      and(
        eq(purchases.buyerId, buyerId),
        eq(purchases.creatorId, creatorId),
        eq(purchases.kind, 'subscription'),
        eq(purchases.status, 'confirmed'),
      ),
    )
    .orderBy(asc(purchases.confirmedAt), asc(purchases.id))
  // The one that is being given has no period yet.
  return rows.flatMap(({ tier, confirmedAt, startsAt, endsAt, ...rest }) =>
    tier !== null && confirmedAt !== null && startsAt !== null && endsAt !== null
      ? [{ ...rest, tier, confirmedAt, startsAt, endsAt }]
      : [],
  )
}
