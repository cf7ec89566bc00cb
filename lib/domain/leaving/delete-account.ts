import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { creators, feedKeys, nonces, tiers, users } from '@/lib/db/tables/people'
import { purchases, subscriptions } from '@/lib/db/tables/purchases'
import { idempotencyKeys } from '@/lib/db/tables/requests'
import type { Tx } from '@/lib/db/transaction'
import type { SessionContext } from '@/lib/domain/accounts/sessions'
import { requireSigned } from '@/lib/domain/accounts/sign-in'
import { changeUser, lockUser } from '@/lib/domain/accounts/users'
import type { Viewer } from '@/lib/domain/context'
import { GIVEN_UP } from '@/lib/domain/money/purchases/rows'
import { readWallet } from '@/lib/domain/money/wallets'
import { attachPicture } from '@/lib/domain/posts/media'
import { isUnavailable } from '@/lib/errors'
import type { LeaveInput } from '@/lib/schema/session'
import { clearAccount } from './clear-account'

const SECOND_MS = 1_000
/** So many parts are cleared before it is answered: all of nearly every account. A job does the rest. */
const PARTS_AT_ONCE = 40

/**
 * Deletes the caller's account for good, when their wallet has signed it. In one transaction name, page and handle are gone,
 * all sessions over, and nothing of theirs is for sale; then what they wrote goes, part by part (`clearAccount`). The
 * user's row stays, by which the book and what was bought refer to their wallet. Throws `invalid_signature`.
 */
export async function deleteAccount(
  context: SessionContext,
  viewer: Viewer,
  signed: LeaveInput,
): Promise<void> {
  const wallet = await readWallet(context.db.read, viewer.userId)
  await requireSigned(context, { wallet, ...signed })
  await context.db.transact((tx) => leave(tx, viewer, wallet, context.now()))
  let parts = 0
  await clearAccount(context, viewer.userId, async () => {
    parts += 1
    return parts > PARTS_AT_ONCE
  }).catch(leaveToJob)
}

/** They are gone, whatever keeps the rest from being cleared just now. */
function leaveToJob(error: unknown): void {
  if (!isUnavailable(error)) throw error
}

async function leave(tx: Tx, viewer: Viewer, wallet: string, now: Date): Promise<void> {
  const { userId } = viewer
  await lockUser(tx, viewer)
  await attachPicture(tx, viewer, 'avatar', null)
  await attachPicture(tx, viewer, 'cover', null)
  await changeUser(tx, viewer, now, { displayName: null, avatarId: null })
  // Tokens know whole seconds: of this one none is good any more.
  const tokensFrom = new Date((Math.floor(now.getTime() / SECOND_MS) + 1) * SECOND_MS)
  await tx.sql.update(users).set({ welcomed: false, leftAt: now, tokensFrom }).where(eq(users.id, userId))
  await tx.sql.delete(feedKeys).where(eq(feedKeys.userId, userId))
  await tx.sql.delete(idempotencyKeys).where(eq(idempotencyKeys.userId, userId))
  await tx.sql.delete(nonces).where(eq(nonces.wallet, wallet))
  await closePage(tx, userId)
  await stopBuying(tx, userId, now)
  tx.emit('account_deleted', { userId }, {})
  tx.enqueue('clear-account', { userId, settled: false })
}

/** The handle goes to those that nobody else is given. Of the tiers is kept what was agreed with members. */
async function closePage(tx: Tx, creatorId: string): Promise<void> {
  const closed = await tx.sql
    .update(creators)
    .set({
      handle: null,
      bio: '',
      coverId: null,
      coverFocus: null,
      links: [],
      welcome: '',
      pinnedPostId: null,
    })
    .where(and(eq(creators.id, creatorId), isNotNull(creators.handle)))
    .returning({ id: creators.id })
  if (closed.length === 0) return
  await tx.sql
    .update(tiers)
    .set({ enabled: false, name: sql`initcap(${tiers.tier})`, benefits: [] })
    .where(eq(tiers.creatorId, creatorId))
  tx.emit('creator_deleted', { creatorId }, {})
}

/** What was not sent is given up; nobody is reminded of what they will not read. What is paid runs on. */
async function stopBuying(tx: Tx, buyerId: string, now: Date): Promise<void> {
  await tx.sql
    .update(purchases)
    .set({ status: 'failed', failure: GIVEN_UP })
    .where(
      and(eq(purchases.buyerId, buyerId), eq(purchases.status, 'pending'), isNull(purchases.submittedAt)),
    )
  await tx.sql
    .update(subscriptions)
    .set({ cancelledAt: now })
    .where(and(eq(subscriptions.userId, buyerId), isNull(subscriptions.cancelledAt)))
}
