import { type SQL, sql } from 'drizzle-orm'
import type { Viewer } from '@/lib/domain/context'

/** In lists, feeds and counts, and for sale. */
export const isListed = sql`(posts.listed and posts.deleted_at is null)`

/** In the feed of who is a member: also what is kept for them of an author who has left. */
export const isListedForMembers = sql`((posts.listed or posts.kept_for_members) and posts.deleted_at is null)`

/** In lists of one creator: creators find among their own what is out and not listed. */
export function isListedFor(viewer: Viewer | null): SQL {
  if (viewer === null) return isListed
  return sql`(posts.deleted_at is null and (posts.listed or (
    posts.author_id = ${viewer.userId}::uuid and posts.status = 'published')))`
}

/**
 * Whether there is such a post for this reader, as a condition of a query over `posts`. One that is listed is there for
 * all. One that its author has taken out of the lists is there for the author, for who has bought it, and for who is
 * about to: a price that was promised holds. One whose author has left may be kept for who was their member. One that is
 * deleted is there for nobody.
 */
export function isThereFor(viewer: Viewer | null): SQL {
  return viewer === null ? isListed : isThereForUser(sql`${viewer.userId}::uuid`)
}

/** The same for a user that is an expression of the query. */
export function isThereForUser(userId: SQL): SQL {
  return sql`(posts.deleted_at is null and (posts.listed or posts.author_id = ${userId} or (
    select p.id from purchases p
    where p.post_id = posts.id and p.buyer_id = ${userId} and p.status in ('pending', 'confirmed')
    limit 1) is not null or (posts.kept_for_members and (
    select s.tier from subscriptions s
    where s.user_id = ${userId} and s.creator_id = posts.author_id) is not null)))`
}
