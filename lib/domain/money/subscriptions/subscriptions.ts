import { and, desc, eq, sql } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { creators, tiers, users } from '@/lib/db/tables/people'
import { subscriptions } from '@/lib/db/tables/purchases'
import type { Tx } from '@/lib/db/transaction'
import { authorColumns, toAuthor } from '@/lib/domain/accounts/authors'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { emitCreatorUpdated } from '@/lib/domain/creators/creator-cards'
import { AppError } from '@/lib/errors'
import type { Subscription, SubscriptionItem } from '@/lib/schema/creators'
import type { TierName } from '@/lib/schema/tiers'
import { tellEnd } from './reminders'

interface SubscriptionRow {
  creatorId: string
  tier: TierName
  currentPeriodEnd: Date
  cancelledAt: Date | null
}

const columns = {
  creatorId: subscriptions.creatorId,
  tier: subscriptions.tier,
  currentPeriodEnd: subscriptions.currentPeriodEnd,
  cancelledAt: subscriptions.cancelledAt,
}

function toSubscription(row: SubscriptionRow, now: Date): Subscription {
  const running = row.currentPeriodEnd > now
  return {
    creatorId: row.creatorId,
    tier: row.tier,
    status: !running ? 'expired' : row.cancelledAt !== null ? 'cancelled' : 'active',
    currentPeriodEnd: row.currentPeriodEnd.toISOString(),
  }
}

/** What the viewer holds, or held, of a creator; null when they never subscribed. */
export async function readSubscription(
  reader: Reader,
  viewer: Viewer,
  creatorId: string,
  now: Date,
): Promise<Subscription | null> {
  const [row] = await reader
    .select(columns)
    .from(subscriptions)
    .where(and(eq(subscriptions.userId, viewer.userId), eq(subscriptions.creatorId, creatorId)))
  return row ? toSubscription(row, now) : null
}

/** Running ones first to end last. */
export async function listSubscriptions(
  { db, now }: DomainContext,
  viewer: Viewer,
): Promise<SubscriptionItem[]> {
  const rows = await db.read
    .select({ ...columns, author: authorColumns, tierName: tiers.name, priceLamports: tiers.priceLamports })
    .from(subscriptions)
    .innerJoin(users, eq(users.id, subscriptions.creatorId))
    .innerJoin(creators, eq(creators.id, subscriptions.creatorId))
    .innerJoin(tiers, and(eq(tiers.creatorId, subscriptions.creatorId), eq(tiers.tier, subscriptions.tier)))
    .where(eq(subscriptions.userId, viewer.userId))
    .orderBy(desc(subscriptions.currentPeriodEnd))
  const at = now()
  return rows.map((row) => ({
    ...toSubscription(row, at),
    creator: toAuthor(row.author),
    tierName: row.tierName,
    priceLamports: row.priceLamports,
  }))
}

/** Stops reminders; what is paid runs on. Cancelling twice changes nothing. Throws `not_found` when nothing runs. */
export async function cancelSubscription(
  { db, now }: DomainContext,
  viewer: Viewer,
  creatorId: string,
): Promise<Subscription> {
  return db.transact(async (tx) => {
    const at = now()
    const mine = and(eq(subscriptions.userId, viewer.userId), eq(subscriptions.creatorId, creatorId))
    const [row] = await tx.sql.select(columns).from(subscriptions).where(mine).for('no key update')
    if (row === undefined || row.currentPeriodEnd <= at) {
      throw new AppError('not_found', {
        reason: 'no_such_subscription',
        detail: 'There is no running subscription to this creator.',
      })
    }
    if (row.cancelledAt !== null) return toSubscription(row, at)
    await tx.sql.update(subscriptions).set({ cancelledAt: at }).where(mine)
    const cancelled = toSubscription({ ...row, cancelledAt: at }, at)
    emitChange(tx, viewer.userId, cancelled, { previousTier: row.tier, purchaseId: null, shareLamports: 0n })
    return cancelled
  })
}

/** In one transaction: so few that nobody waits long for their rows. */
const ENDS_AT_ONCE = 100

/**
 * Tells the next ends that have come, each once. The access itself needs no telling: it is asked with the clock. Answers
 * how many; 0 also where another process is at it.
 */
export async function announceEnds({ db, now }: DomainContext): Promise<number> {
  return db.transact(async (tx) => {
    const at = now()
    const ended = await tx.sql
      .update(subscriptions)
      .set({ endAnnounced: true })
      .where(
        sql`(${subscriptions.userId}, ${subscriptions.creatorId}) in (
          select user_id, creator_id from subscriptions s
          where s.current_period_end <= ${at.toISOString()} and not s.end_announced
          order by s.current_period_end limit ${ENDS_AT_ONCE} for no key update skip locked)`,
      )
      .returning({ ...columns, userId: subscriptions.userId })
    // In the order of ids, as notifications count up one recipient after the other.
    for (const row of ended.toSorted(byUser)) {
      emitChange(tx, row.userId, toSubscription(row, at), {
        previousTier: row.tier,
        purchaseId: null,
        shareLamports: 0n,
      })
      await tellEnd(tx, row)
    }
    // The public count of subscribers has gone down.
    for (const creatorId of new Set(ended.map((row) => row.creatorId)))
      await emitCreatorUpdated(tx, creatorId, at)
    return ended.length
  })
}

function byUser(a: { userId: string }, b: { userId: string }): number {
  return a.userId < b.userId ? -1 : 1
}

/** When the next end has to be told; null when none is ahead. */
export async function nextEnd({ db }: DomainContext): Promise<Date | null> {
  const [row] = await db.read
    .select({ at: subscriptions.currentPeriodEnd })
    .from(subscriptions)
    .where(sql`not ${subscriptions.endAnnounced}`)
    .orderBy(subscriptions.currentPeriodEnd)
    .limit(1)
  return row?.at ?? null
}

interface ChangeFacts {
  previousTier: TierName | null
  /** Null when nothing was paid: a cancellation, an end. */
  purchaseId: string | null
  shareLamports: bigint
}

/** Tells both sides. */
export function emitChange(
  tx: Tx,
  subscriberId: string,
  { creatorId, tier, status, currentPeriodEnd }: Subscription,
  { previousTier, purchaseId, shareLamports }: ChangeFacts,
): void {
  const change = { tier, status, currentPeriodEnd, previousTier }
  tx.emit('subscription-updated', { creatorId, ...change }, { subscriberId })
  tx.emit('subscriber-updated', { subscriberId, ...change, purchaseId, shareLamports }, { creatorId })
}
