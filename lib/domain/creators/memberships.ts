import { sql } from 'drizzle-orm'
import { firstIdAt } from '@/lib/db/ids'
import { posts } from '@/lib/db/tables/content'
import type { DomainContext } from '@/lib/domain/context'
import { decideAccess } from '@/lib/domain/posts/access'
import { placeOf } from '@/lib/domain/posts/place'
import { isListed } from '@/lib/domain/posts/visibility'
import type { Memberships } from '@/lib/schema/creators'
import { TIERS, type TierName } from '@/lib/schema/tiers'
import { creatorIdOf } from './creator-cards'

const DAYS = 90
const DAY_MS = 24 * 60 * 60 * 1000

/**
 * How many of a creator's posts of the last 90 days each membership opens, for somebody who has bought nothing else: the
 * rule that unlocks posts is asked for each kind of them. Throws `not_found`.
 */
export async function countOpened({ db, now }: DomainContext, handle: string): Promise<Memberships> {
  const creatorId = await creatorIdOf(db.read, handle)
  const kinds = await db.read
    .select({
      minTier: posts.minTier,
      priceLamports: sql<string | null>`min(${posts.priceLamports})`,
      count: sql<number>`count(*)::int`,
    })
    .from(posts)
    .where(
      sql`${posts.authorId} = ${creatorId} and ${isListed} and ${placeOf()} >= ${firstIdAt(new Date(now().getTime() - DAYS * DAY_MS))}`,
    )
    .groupBy(posts.minTier, sql`${posts.priceLamports} is null`)
  const countFor = (tier: TierName | null) =>
    kinds
      .filter(({ minTier, priceLamports }) => {
        const post = {
          authorId: creatorId,
          minTier,
          priceLamports: priceLamports === null ? null : BigInt(priceLamports),
        }
        return decideAccess(post, { ...NOBODY, tier }).unlockedBy !== null
      })
      .reduce((sum, { count }) => sum + count, 0)
  return {
    days: DAYS,
    posts: kinds.reduce((sum, { count }) => sum + count, 0),
    openToAll: countFor(null),
    opened: TIERS.map((tier) => ({ tier, posts: countFor(tier) })),
  }
}

/** Somebody who is not the author, and has bought none of the posts. */
const NOBODY = { userId: null, tierUntil: null, purchased: false }
