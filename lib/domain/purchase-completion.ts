import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import {
  creators,
  type LedgerAccount,
  ledgerLines,
  posts,
  purchases,
  subscriptions,
  users,
} from '@/lib/db/tables'
import type { Reader, Tx } from '@/lib/db/transaction'
import type { ExecutedTransaction } from '@/lib/ledger/port'
import { formatSol, PERIOD_MS } from '@/lib/money'
import { tierRank } from '@/lib/schema/tiers'
import type { DomainContext } from './context'
import { emitCreatorUpdated } from './creator-cards'
import { notify } from './notifications'
import { type PurchaseRow, splitsOf } from './purchase-rows'
import { readRunning } from './quotes'
import { emitChange } from './subscriptions'
import { readAuthor } from './users'

/**
 * Books a payment that the ledger has executed and that was checked against its purchase: in one transaction the
 * purchase is confirmed, access granted, the ledger lines written, both sides told. Completing twice changes nothing.
 *
 * A payment for what can no longer be given (the post deleted or bought by another purchase in the meantime, a tier
 * below the running one, a credit that was used already) is booked as `failed` with its signature, and grants nothing.
 */
export async function completePurchase(
  { db, now }: DomainContext,
  purchaseId: string,
  executed: ExecutedTransaction,
): Promise<PurchaseRow> {
  return db.transact(async (tx) => {
    const [row] = await tx.sql
      .select()
      .from(purchases)
      .where(eq(purchases.id, purchaseId))
      .for('no key update')
    if (row === undefined) throw new Error(`there is no purchase ${purchaseId}`)
    if (row.status === 'confirmed' || row.failure === PAID_IN_VAIN) return row
    // Two payments of one buyer to one creator wait for each other here, so that each sees what the other granted.
    await tx.sql.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${row.buyerId + row.creatorId}, 0))`,
    )

    // Once: the period begins at the very moment of the confirmation.
    const at = now()
    await writeLedgerLines(tx, row)
    const paid = {
      signature: executed.signature,
      signedTransaction: executed.bytes,
      submittedAt: row.submittedAt ?? at,
      confirmedAt: at,
    }
    if (!(await canBeGiven(tx.sql, row, at))) {
      return update(tx, row.id, { ...paid, status: 'failed', failure: PAID_IN_VAIN })
    }
    const confirmed = await update(tx, row.id, { ...paid, status: 'confirmed', failure: null })
    await give(tx, confirmed, at)
    return confirmed
  })
}

/** Paid, but not to be had any more: the amount is owed to the buyer. */
const PAID_IN_VAIN = 'paid_in_vain'

async function update(tx: Tx, id: string, values: Partial<PurchaseRow>): Promise<PurchaseRow> {
  const [row] = await tx.sql.update(purchases).set(values).where(eq(purchases.id, id)).returning()
  if (row === undefined) throw new Error(`there is no purchase ${id}`)
  return row
}

/** Whether what was bought is still there to be given to this buyer. */
export async function canBeGiven(reader: Reader, row: PurchaseRow, now: Date): Promise<boolean> {
  if (row.postId !== null) {
    const [post] = await reader
      .select({ id: posts.id })
      .from(posts)
      .where(and(eq(posts.id, row.postId), isNull(posts.deletedAt)))
    if (post === undefined) return false
    const [bought] = await reader
      .select({ id: purchases.id })
      .from(purchases)
      .where(
        and(
          eq(purchases.buyerId, row.buyerId),
          eq(purchases.postId, row.postId),
          eq(purchases.status, 'confirmed'),
        ),
      )
    return bought === undefined
  }
  if (row.tier !== null) {
    const running = await readRunning(reader, { userId: row.buyerId }, row.creatorId, now)
    if (running === null) return true
    const step = tierRank(row.tier) - tierRank(running.tier)
    return step > 0 || (step === 0 && row.creditLamports === 0n)
  }
  return true
}

/** What the buyer gave and what the others got add up to zero, also with a share that was kept back. */
async function writeLedgerLines(tx: Tx, row: PurchaseRow): Promise<void> {
  const [buyer] = await tx.sql.select({ wallet: users.wallet }).from(users).where(eq(users.id, row.buyerId))
  const line = (account: LedgerAccount, wallet: string, lamports: bigint) => ({
    purchaseId: row.id,
    account,
    wallet,
    lamports,
  })
  const lines = [line('buyer', buyer?.wallet ?? '', -row.amountLamports)]
  for (const split of splitsOf(row)) lines.push(line(split.role, split.wallet, split.lamports))
  if (row.owedLamports > 0n) {
    const referrers = await tx.sql
      .select({ wallet: users.wallet })
      .from(creators)
      .innerJoin(users, eq(users.id, creators.referredById))
      .where(eq(creators.id, row.creatorId))
    const platform = splitsOf(row).find((split) => split.role === 'platform')
    lines.push(line('owed_by_platform', platform?.wallet ?? '', -row.owedLamports))
    lines.push(line('owed_to_referrer', referrers[0]?.wallet ?? '', row.owedLamports))
  }
  await tx.sql.insert(ledgerLines).values(lines)
}

function give(tx: Tx, row: PurchaseRow, now: Date): Promise<void> {
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
  const { buyerId, creatorId, id: purchaseId } = row
  const tier = row.tier as NonNullable<typeof row.tier>
  const running = await readRunning(tx.sql, { userId: buyerId }, creatorId, now)
  const extends_ = running !== null && running.tier === tier
  const start = extends_ ? running.currentPeriodEnd : now
  const end = new Date(start.getTime() + PERIOD_MS)

  // An upgrade ends the running periods now: their unused part was credited.
  if (running !== null && !extends_) await cutPeriods(tx, row, now)
  await update(tx, purchaseId, { periodStart: start, periodEnd: end })
  const state = { tier, currentPeriodEnd: end, cancelledAt: null, endAnnounced: false }
  await tx.sql
    .insert(subscriptions)
    .values({ userId: buyerId, creatorId, ...state })
    .onConflictDoUpdate({ target: [subscriptions.userId, subscriptions.creatorId], set: state })

  const change = { creatorId, tier, status: 'active', currentPeriodEnd: end.toISOString() } as const
  emitChange(tx, buyerId, change, {
    previousTier: running?.tier ?? null,
    purchaseId,
    shareLamports: creatorShare(row),
  })
  await emitCreatorUpdated(tx, creatorId, now)
  const { displayName } = await readAuthor(tx.sql, buyerId)
  const verb = running === null ? 'subscribed to' : extends_ ? 'renewed' : 'upgraded to'
  await notify(tx, [creatorId], {
    kind: 'subscriber',
    title: `${displayName} ${verb} ${tier}`,
    body: `${formatSol(row.amountLamports)} SOL`,
    href: '/studio',
    dedupeKey: `purchase:${purchaseId}`,
  })
}

async function cutPeriods(tx: Tx, { id, buyerId, creatorId }: PurchaseRow, now: Date): Promise<void> {
  const at = now.toISOString()
  await tx.sql
    .update(purchases)
    .set({ periodStart: sql`least(${purchases.periodStart}, ${at})`, periodEnd: sql`${at}` })
    .where(
      and(
        eq(purchases.buyerId, buyerId),
        eq(purchases.creatorId, creatorId),
        eq(purchases.status, 'confirmed'),
        gt(purchases.periodEnd, now),
        sql`${purchases.id} <> ${id}`,
      ),
    )
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
