import { type SQL, sql } from 'drizzle-orm'
import type { Viewer } from '@/lib/domain/context'
import type { PostReader, UnlockedBy } from '@/lib/schema/posts'
import { type TierName, tierCovers } from '@/lib/schema/tiers'

export interface PostConditions {
  authorId: string
  minTier: TierName | null
  priceLamports: bigint | null
}

/** What a reader holds towards one post. `tier` is the one that runs now, until `tierUntil`. */
export interface Holdings {
  userId: string | null
  tier: TierName | null
  tierUntil: Date | null
  purchased: boolean
}

export interface Access {
  unlockedBy: UnlockedBy | null
  /** When it ends by itself; null for never, or when there is none. */
  until: Date | null
}

/**
 * The one rule that decides who gets the content of a post. Pages, API, comments, media and the socket all ask here.
 * Neither condition: open to all. One: that one unlocks it. Both: either does. Nothing else unlocks.
 */
export function decideAccess(post: PostConditions, holdings: Holdings): Access {
  if (holdings.userId === post.authorId) return { unlockedBy: 'author', until: null }
  if (post.minTier === null && post.priceLamports === null) return { unlockedBy: 'open', until: null }
  // Asked before the tier: a purchase never ends.
  if (holdings.purchased) return { unlockedBy: 'purchase', until: null }
  if (post.minTier !== null && holdings.tier !== null && tierCovers(holdings.tier, post.minTier)) {
    return { unlockedBy: 'tier', until: holdings.tierUntil }
  }
  return { unlockedBy: null, until: null }
}

/** What such a reader holds towards any post. */
export function holdingsAs(reader: PostReader): Holdings {
  const nothing = { userId: null, tier: null, tierUntil: null, purchased: false }
  if (reader === 'visitor') return nothing
  return reader === 'buyer' ? { ...nothing, purchased: true } : { ...nothing, tier: reader }
}

/**
 * Columns of `Holdings` for a query over `posts`; to be read with `toHoldings`. The names are written out, as drizzle
 * leaves the table's name away where only one table is read, and `id` would then be that of the inner one.
 */
export function holdingsColumns(viewer: Viewer | null, now: Date) {
  if (viewer === null) {
    return {
      tier: sql<TierName | null>`null`,
      tierUntil: sql<string | null>`null`,
      purchased: sql<boolean>`false`,
    }
  }
  return holdingsColumnsOf(sql`${viewer.userId}`, now)
}

/** The same for a user that is an expression of the query. */
export function holdingsColumnsOf(userId: SQL, now: Date) {
  const running = (column: SQL) => sql`(
    select ${column} from subscriptions s
    where s.user_id = ${userId} and s.creator_id = posts.author_id and s.current_period_end > ${now.toISOString()})`
  return {
    tier: sql<TierName | null>`${running(sql`s.tier`)}`,
    tierUntil: sql<
      string | null
    >`${running(sql`to_char(s.current_period_end at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)}`,
    // Not `exists`: for a whole page Postgres may then read all purchases once instead of one key for each row.
    purchased: sql<boolean>`(
      select p.id from purchases p
      where p.buyer_id = ${userId} and p.post_id = posts.id and p.status = 'confirmed') is not null`,
  }
}

export function toHoldings(
  viewer: Viewer | null,
  row: { tier: TierName | null; tierUntil: string | null; purchased: boolean },
): Holdings {
  return {
    userId: viewer?.userId ?? null,
    tier: row.tier,
    tierUntil: row.tierUntil === null ? null : new Date(row.tierUntil),
    purchased: row.purchased,
  }
}
