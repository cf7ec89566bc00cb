import { eq } from 'drizzle-orm'
import { posts } from '@/lib/db/tables/content'
import type { Tx } from '@/lib/db/transaction'
import { emitCreatorUpdated } from '@/lib/domain/creator-cards'
import { notify } from '@/lib/domain/notifications'
import { addPeriod, lastOf, runningAt } from '@/lib/domain/subscriptions/periods'
import { setSubscription, writePeriods } from '@/lib/domain/subscriptions/state'
import { emitChange } from '@/lib/domain/subscriptions/subscriptions'
import { readAuthor } from '@/lib/domain/users'
import { formatSol } from '@/lib/money'
import { readPeriods } from './fitness'
import { type PurchaseRow, splitsOf } from './rows'

/** Grants what a purchase was for and tells both sides. The purchase is confirmed already. */
export function give(tx: Tx, row: PurchaseRow, now: Date): Promise<void> {
  switch (row.kind) {
    case 'post':
      return givePost(tx, row)
    case 'subscription':
      return givePeriod(tx, row, now)
    case 'tip':
      return giveTip(tx, row)
  }
}

async function givePost(tx: Tx, row: PurchaseRow): Promise<void> {
  const postId = row.postId as string
  const { creatorId, buyerId, id: purchaseId, priceLamports } = row
  tx.emit('post-purchased', { postId, purchaseId, priceLamports }, { buyerId })
  tx.emit(
    'post-sold',
    { postId, purchaseId, buyerId, priceLamports, shareLamports: creatorShare(row) },
    { creatorId },
  )
  const [post] = await tx.sql.select({ title: posts.title }).from(posts).where(eq(posts.id, postId))
  const { displayName } = await readAuthor(tx.sql, buyerId)
  await notify(tx, [creatorId], {
    kind: 'sale',
    title: `${displayName} bought your post for ${formatSol(row.amountLamports)} SOL`,
    body: post?.title ?? '',
    href: `/posts/${postId}`,
    dedupeKey: `purchase:${purchaseId}`,
  })
}

async function givePeriod(tx: Tx, row: PurchaseRow, now: Date): Promise<void> {
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
  const { displayName } = await readAuthor(tx.sql, buyerId)
  const verb = running === null ? 'subscribed to' : running.tier === tier ? 'renewed' : 'upgraded to'
  await notify(tx, [creatorId], {
    kind: 'subscriber',
    title: `${displayName} ${verb} ${tier}`,
    body: `${formatSol(row.amountLamports)} SOL`,
    href: '/studio',
    dedupeKey: `purchase:${purchaseId}`,
  })
}

async function giveTip(tx: Tx, row: PurchaseRow): Promise<void> {
  const { creatorId, buyerId, id: purchaseId, amountLamports } = row
  tx.emit('tip-received', { purchaseId, fromUserId: buyerId, amountLamports }, { creatorId })
  const { displayName } = await readAuthor(tx.sql, buyerId)
  await notify(tx, [creatorId], {
    kind: 'tip',
    title: `${displayName} tipped you ${formatSol(amountLamports)} SOL`,
    body: '',
    href: '/studio',
    dedupeKey: `purchase:${purchaseId}`,
  })
}

function creatorShare(row: PurchaseRow): bigint {
  return splitsOf(row).find((split) => split.role === 'creator')?.lamports ?? 0n
}
