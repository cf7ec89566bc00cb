import { and, eq } from 'drizzle-orm'
import { posts } from '@/lib/db/tables/content'
import { tiers } from '@/lib/db/tables/people'
import type { Tx } from '@/lib/db/transaction'
import { readAuthor } from '@/lib/domain/accounts/users'
import { emitCreatorUpdated } from '@/lib/domain/creators/creator-cards'
import { addPeriod, lastOf, readPeriods, runningAt } from '@/lib/domain/money/subscriptions/periods'
import { setSubscription, writePeriods } from '@/lib/domain/money/subscriptions/state'
import { emitChange } from '@/lib/domain/money/subscriptions/subscriptions'
import { notify } from '@/lib/domain/notifications/notify'
import type { TierName } from '@/lib/schema/tiers'
import { type PurchaseRow, splitsOf } from './rows'

/** Grants what a purchase was for and tells both sides. The purchase is confirmed already. */
export function fulfil(tx: Tx, row: PurchaseRow, now: Date): Promise<void> {
  switch (row.kind) {
    case 'post':
      return fulfilPost(tx, row)
    case 'subscription':
      return fulfilPeriod(tx, row, now)
    case 'tip':
      return fulfilTip(tx, row)
  }
}

async function fulfilPost(tx: Tx, row: PurchaseRow): Promise<void> {
  const postId = row.postId as string
  const { creatorId, buyerId, id: purchaseId, priceLamports } = row
  tx.emit('post-purchased', { postId, purchaseId, priceLamports }, { buyerId })
  tx.emit(
    'post-sold',
    { postId, purchaseId, buyerId, priceLamports, shareLamports: creatorShare(row) },
    { creatorId },
  )
  const [post] = await tx.sql.select({ title: posts.title }).from(posts).where(eq(posts.id, postId))
  const buyer = await readBuyer(tx, row)
  await notify(tx, [creatorId], {
    kind: 'sale',
    params: { ...buyer, postId, postTitle: post?.title ?? '' },
    dedupeKey: `purchase:${purchaseId}`,
  })
}

async function fulfilPeriod(tx: Tx, row: PurchaseRow, now: Date): Promise<void> {
  const { buyerId, creatorId, id: purchaseId, priceLamports } = row
  const tier = row.tier as NonNullable<typeof row.tier>
  const before = await readPeriods(tx.sql, row)
  const running = runningAt(before, now)
  const periods = addPeriod(before, { purchaseId, tier, priceLamports }, now)
  await writePeriods(tx, periods, before)
  const currentPeriodEnd = lastOf(periods)?.endsAt ?? now
  await setSubscription(tx, row, { tier, currentPeriodEnd, cancelledAt: null, endAnnounced: false })

  const change = {
    creatorId,
    tier,
    status: 'active',
    currentPeriodEnd: currentPeriodEnd.toISOString(),
  } as const
  emitChange(tx, buyerId, change, {
    previousTier: running?.tier ?? null,
    purchaseId,
    shareLamports: creatorShare(row),
  })
  await emitCreatorUpdated(tx, creatorId, now)
  const buyer = await readBuyer(tx, row)
  await notify(tx, [creatorId], {
    kind: 'subscriber',
    params: {
      ...buyer,
      tier,
      ...(await readTierName(tx, creatorId, tier)),
      change: running === null ? 'new' : running.tier === tier ? 'renewed' : 'upgraded',
    },
    dedupeKey: `purchase:${purchaseId}`,
  })
}

async function fulfilTip(tx: Tx, row: PurchaseRow): Promise<void> {
  const { creatorId, buyerId, id: purchaseId, amountLamports } = row
  tx.emit('tip-received', { purchaseId, fromUserId: buyerId, amountLamports }, { creatorId })
  await notify(tx, [creatorId], {
    kind: 'tip',
    params: await readBuyer(tx, row),
    dedupeKey: `purchase:${purchaseId}`,
  })
}

async function readTierName(tx: Tx, creatorId: string, tier: TierName): Promise<{ tierName?: string }> {
  const [row] = await tx.sql
    .select({ tierName: tiers.name })
    .from(tiers)
    .where(and(eq(tiers.creatorId, creatorId), eq(tiers.tier, tier)))
  return row ?? {}
}

/** What a creator is told of whoever paid. */
async function readBuyer(tx: Tx, { id: purchaseId, buyerId, amountLamports }: PurchaseRow) {
  const { displayName } = await readAuthor(tx.sql, buyerId)
  return { actorId: buyerId, actorName: displayName, purchaseId, amountLamports }
}

function creatorShare(row: PurchaseRow): bigint {
  return splitsOf(row).find((split) => split.role === 'creator')?.lamports ?? 0n
}
