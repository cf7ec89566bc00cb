import { type SQL, sql } from 'drizzle-orm'
import type { Viewer } from '@/lib/domain/context'

/** In lists, feeds and counts, and for sale. */
export const isListed = sql`(posts.listed and posts.deleted_at is null)`

/**
 * Whether there is such a post for this reader, as a condition of a query over `posts`. One that is listed is there for
 * all. One that its author has taken out of the lists is there for the author, for who has bought it, and for who is
 * about to: a price that was promised holds. One that is deleted is there for nobody.
 */
export function isThereFor(viewer: Viewer | null): SQL {
  return viewer === null ? isListed : isThereForUser(sql`${viewer.userId}::uuid`)
}

/** The same for a user that is an expression of the query. */
export function isThereForUser(userId: SQL): SQL {
  return sql`(posts.deleted_at is null and (posts.listed or posts.author_id = ${userId} or (
    select p.id from purchases p
    where p.post_id = posts.id and p.buyer_id = ${userId} and p.status in ('pending', 'confirmed')
    limit 1) is not null))`
}
