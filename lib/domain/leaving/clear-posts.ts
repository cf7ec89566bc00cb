import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { posts } from '@/lib/db/tables/content'
import type { Tx } from '@/lib/db/transaction'
import { type LockedPost, lockPost } from '@/lib/domain/posts/post-access'
import { countBuyers, markDeleted, setListed } from '@/lib/domain/posts/taking-down'
import { isAppError } from '@/lib/errors'
import { type TierName, tierCovers } from '@/lib/schema/tiers'

const AT_ONCE = 25
/** So long after a purchase has expired its payment may still be found in time. */
const LANDING_MS = 15 * 60_000

export interface ClearedPosts {
  /** The id to go on after; null at the end. */
  last: string | null
  /** When one that is kept now may go. */
  again: Date | null
}

/**
 * The next posts of who has left, after the id `after`: those that nobody has bought or may see as a member go; the others
 * are out of all lists and stay for those.
 */
export async function clearPosts(
  tx: Tx,
  authorId: string,
  after: string | null,
  now: Date,
): Promise<ClearedPosts> {
  const rows = await tx.sql
    .select({ id: posts.id, minTier: posts.minTier })
    .from(posts)
    .where(
      and(
        eq(posts.authorId, authorId),
        isNull(posts.deletedAt),
        after === null ? undefined : gt(posts.id, after),
      ),
    )
    .orderBy(posts.id)
    .limit(AT_ONCE)
  const memberships = rows.some(({ minTier }) => minTier !== null)
    ? await readMemberships(tx, authorId, now)
    : []
  let again: number | null = null
  for (const { id, minTier } of rows) {
    // The whole row: nobody opens a purchase of it from here on.
    const post = await lockPost(tx, id, 'update').catch(orGone)
    if (post === null) continue
    const members = memberships.filter(({ tier }) => minTier !== null && tierCovers(tier, minTier))
    const kept = post.status === 'published' ? [...members, ...(await readOpenPurchases(tx, id, now))] : []
    if (kept.length > 0) {
      const until = Math.max(...kept.map((one) => one.until))
      again = Math.min(again ?? until, until)
    }
    await part(tx, post, { isKept: kept.length > 0, forMembers: members.length > 0, now })
  }
  return {
    last: rows.length < AT_ONCE ? null : (rows.at(-1)?.id ?? null),
    again: again === null ? null : new Date(again),
  }
}

/** The job that does the same may have taken it away since it was read. */
function orGone(error: unknown): null {
  if (isAppError(error) && error.code === 'not_found') return null
  throw error
}

async function part(
  tx: Tx,
  post: LockedPost,
  { isKept, forMembers, now }: { isKept: boolean; forMembers: boolean; now: Date },
): Promise<void> {
  const buyers = await countBuyers(tx, post.id)
  if (buyers === 0 && !isKept) return markDeleted(tx, post, now)
  await tx.sql.update(posts).set({ keptForMembers: forMembers }).where(eq(posts.id, post.id))
  if (post.listed) await setListed(tx, post, false, now)
}

interface Kept {
  /** In milliseconds, by the clock of the process. */
  until: number
}

/** Of each tier that somebody is a member of, or is about to pay for, when the last of them ends. */
async function readMemberships(tx: Tx, creatorId: string, now: Date): Promise<(Kept & { tier: TierName })[]> {
  const at = now.toISOString()
  const expired = new Date(now.getTime() - LANDING_MS).toISOString()
  const { rows } = await tx.sql.execute<{ tier: TierName; until: string }>(sql`
    select tier, (extract(epoch from max(current_period_end)) * 1000)::bigint::text as until from subscriptions
    where creator_id = ${creatorId} and current_period_end > ${at}::timestamptz group by tier
    union all
    select distinct tier, (extract(epoch from max(expires_at)) * 1000)::bigint::text from purchases
    where creator_id = ${creatorId} and kind = 'subscription' and status = 'pending' and expires_at > ${expired}::timestamptz
    group by tier`)
  return rows.map(({ tier, until }) => ({ tier, until: Number(until) + 1_000 }))
}

/** Somebody may be paying for it: a price that was promised holds. */
async function readOpenPurchases(tx: Tx, postId: string, now: Date): Promise<Kept[]> {
  const { rows } = await tx.sql.execute<{ until: string }>(sql`
    select (extract(epoch from expires_at) * 1000)::bigint::text as until from purchases
    where post_id = ${postId} and status <> 'confirmed' and failure is distinct from 'given_up'
      and expires_at > ${new Date(now.getTime() - LANDING_MS).toISOString()}::timestamptz`)
  return rows.map(({ until }) => ({ until: Number(until) + LANDING_MS }))
}
