import { and, eq, gt, isNull, lte, sql } from 'drizzle-orm'
import { creators, tiers, users } from '@/lib/db/tables/people'
import { subscriptions } from '@/lib/db/tables/purchases'
import type { Tx } from '@/lib/db/transaction'
import { authorColumns, toAuthor } from '@/lib/domain/accounts/authors'
import type { DomainContext } from '@/lib/domain/context'
import { notify } from '@/lib/domain/notifications/notify'
import type { TierName } from '@/lib/schema/tiers'

/** So long before the end a subscriber is reminded, once. */
const REMIND_BEFORE_MS = 3 * 24 * 60 * 60 * 1000
/** In one transaction at most. */
const AT_ONCE_MAX = 500

interface Held {
  userId: string
  creatorId: string
  tier: TierName
  currentPeriodEnd: Date
}

/** Reminds of the ends that are near, unless the subscription was cancelled. Answers how many. */
export async function remindOfEnds({ db, now }: DomainContext): Promise<number> {
  const at = now()
  const near = and(
    gt(subscriptions.currentPeriodEnd, at),
    lte(subscriptions.currentPeriodEnd, new Date(at.getTime() + REMIND_BEFORE_MS)),
    isNull(subscriptions.cancelledAt),
    // As the index says it.
    sql`${subscriptions.remindedOf} is distinct from ${subscriptions.currentPeriodEnd}`,
  )
  const [any] = await db.read
    .select({ userId: subscriptions.userId })
    .from(subscriptions)
    .where(near)
    .limit(1)
  if (any === undefined) return 0
  return db.transact(async (tx) => {
    const due = await tx.sql
      .select({
        userId: subscriptions.userId,
        creatorId: subscriptions.creatorId,
        tier: subscriptions.tier,
        currentPeriodEnd: subscriptions.currentPeriodEnd,
      })
      .from(subscriptions)
      .where(near)
      // Notifications count up one recipient after the other: in this order no two wait for each other.
      .orderBy(subscriptions.userId)
      .limit(AT_ONCE_MAX)
      .for('no key update', { skipLocked: true })
    for (const held of due) await remind(tx, held)
    return due.length
  })
}

async function remind(tx: Tx, held: Held): Promise<void> {
  const { userId, creatorId, currentPeriodEnd } = held
  await tx.sql
    .update(subscriptions)
    .set({ remindedOf: currentPeriodEnd })
    .where(and(eq(subscriptions.userId, userId), eq(subscriptions.creatorId, creatorId)))
  await notify(tx, [userId], {
    kind: 'subscription',
    params: { change: 'ending', ...(await readFacts(tx, held)) },
    dedupeKey: `reminder:${creatorId}:${currentPeriodEnd.toISOString()}`,
  })
}

/** Tells a subscriber that it is over. */
export async function tellEnd(tx: Tx, held: Held): Promise<void> {
  await notify(tx, [held.userId], {
    kind: 'subscription',
    params: { change: 'ended', ...(await readFacts(tx, held)) },
    dedupeKey: `ended:${held.creatorId}:${held.currentPeriodEnd.toISOString()}`,
  })
}

async function readFacts(tx: Tx, { creatorId, tier, currentPeriodEnd }: Held) {
  const [row] = await tx.sql
    .select({ author: authorColumns, handle: creators.handle, tierName: tiers.name })
    .from(creators)
    .innerJoin(users, eq(users.id, creators.id))
    .leftJoin(tiers, and(eq(tiers.creatorId, creators.id), eq(tiers.tier, tier)))
    .where(eq(creators.id, creatorId))
  if (row === undefined) throw new Error(`there is no creator ${creatorId}`)
  return {
    creatorId,
    creatorName: toAuthor(row.author).displayName,
    creatorHandle: row.handle ?? '',
    tier,
    tierName: row.tierName ?? tier,
    endsAt: currentPeriodEnd.toISOString(),
  }
}
