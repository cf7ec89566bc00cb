import { and, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import { creators, tiers, users } from '@/lib/db/tables/people'
import { subscriptions } from '@/lib/db/tables/purchases'
import type { Tx } from '@/lib/db/transaction'
import { authorColumns, toAuthor } from '@/lib/domain/authors'
import type { DomainContext } from '@/lib/domain/context'
import { notify } from '@/lib/domain/notifications'
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
    or(
      isNull(subscriptions.remindedOf),
      sql`${subscriptions.remindedOf} <> ${subscriptions.currentPeriodEnd}`,
    ),
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
  const { creator, tierName, href } = await readWords(tx, held)
  await notify(tx, [userId], {
    kind: 'subscription',
    title: `${tierName} of ${creator} ends on ${inWords(currentPeriodEnd)}`,
    body: 'Renew it to keep what it unlocks. Nothing is charged by itself.',
    href,
    dedupeKey: `reminder:${creatorId}:${currentPeriodEnd.toISOString()}`,
  })
}

/** Tells a subscriber that it is over. */
export async function tellEnd(tx: Tx, held: Held): Promise<void> {
  const { creator, tierName, href } = await readWords(tx, held)
  await notify(tx, [held.userId], {
    kind: 'subscription',
    title: `${tierName} of ${creator} has ended`,
    body: 'What it unlocked is locked again until you renew it.',
    href,
    dedupeKey: `ended:${held.creatorId}:${held.currentPeriodEnd.toISOString()}`,
  })
}

async function readWords(tx: Tx, { creatorId, tier }: Held) {
  const [row] = await tx.sql
    .select({ author: authorColumns, tierName: tiers.name })
    .from(creators)
    .innerJoin(users, eq(users.id, creators.id))
    .leftJoin(tiers, and(eq(tiers.creatorId, creators.id), eq(tiers.tier, tier)))
    .where(eq(creators.id, creatorId))
  if (row === undefined) throw new Error(`there is no creator ${creatorId}`)
  const { displayName, handle } = toAuthor(row.author)
  return { creator: displayName, tierName: row.tierName ?? tier, href: `/creators/${handle}` }
}

/** In UTC, as everything that is stored. */
function inWords(date: Date): string {
  const text = date.toLocaleString('en-GB', {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  })
  return `${text} UTC`
}
