import { type SQL, sql } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import { posts } from '@/lib/db/tables/content'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { idCursor } from '@/lib/domain/paging'
import type { Page, PageQuery } from '@/lib/schema/common'
import type { Post } from '@/lib/schema/posts'
import { decideAccess, holdingsColumns, toHoldings } from './access'
import { placeOf, placeOfId } from './place'
import { readPosts } from './post-views'

/** So many are asked about at once, and so often for one page: it may end before it is full, and the next goes on there. */
const AT_ONCE = 200
const ROUNDS = 5

/** Of the posts that `where` says, those that the viewer has unlocked, newest first: the one rule is asked for each. */
export async function listUnlocked(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  where: SQL,
  { cursor, limit }: PageQuery,
): Promise<Page<Post>> {
  const at = now()
  const unlocked: string[] = []
  let last = idCursor(cursor)
  let isMore = true
  for (let round = 0; round < ROUNDS && isMore && unlocked.length <= limit; round += 1) {
    const rows = await db.read
      .select({
        id: posts.id,
        authorId: posts.authorId,
        minTier: posts.minTier,
        priceLamports: posts.priceLamports,
        ...holdingsColumns(viewer, at),
      })
      .from(posts)
      .where(
        sql`${where} and ${posts.deletedAt} is null ${last === undefined ? sql`` : sql`and ${placeOf()} < ${placeOfId(last)}`}`,
      )
      .orderBy(sql`${placeOf()} desc`)
      .limit(AT_ONCE)
    for (const row of rows)
      if (decideAccess(row, toHoldings(viewer, row)).unlockedBy !== null) unlocked.push(row.id)
    isMore = rows.length === AT_ONCE
    last = rows.at(-1)?.id ?? last
  }
  const shown = unlocked.slice(0, limit)
  const items =
    shown.length === 0
      ? []
      : await readPosts(db.read, {
          where: sql`${where} and ${anyOf(posts.id, shown)}`,
          limit,
          viewer,
          now: at,
        })
  const isFull = unlocked.length > limit
  return { items, nextCursor: (isFull ? shown.at(-1) : isMore ? last : null) ?? null }
}
