import { eq, sql } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import { creators, users } from '@/lib/db/tables/people'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { creatorColumns, toCreatorCard } from '@/lib/domain/creators/creator-cards'
import { readPosts } from '@/lib/domain/posts/post-views'
import { isListed } from '@/lib/domain/posts/visibility'
import type { Page, PageQuery } from '@/lib/schema/common'
import type { CreatorCard } from '@/lib/schema/creators'
import type { Post } from '@/lib/schema/posts'
import { findIds, type Searched } from './find-ids'
import { readAsked } from './sought'

export const SEARCHED_POSTS: Searched = {
  table: 'post_search',
  place: sql`coalesce(published_id, id)`,
  columns: ['words'],
}
export const SEARCHED_CREATORS: Searched = {
  table: 'creator_search',
  place: sql`id`,
  columns: ['names', 'words'],
}

type Query = PageQuery & { q: string }

/** Listed posts whose title, teaser or tags have the words, newest first; then those that nearly have them. */
export async function searchPosts(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  query: Query,
): Promise<Page<Post>> {
  const { ids, nextCursor } = await findIds(db.read, SEARCHED_POSTS, await readAsked(db.read, query.q), query)
  if (ids.length === 0) return { items: [], nextCursor }
  const where = sql`${anyOf(posts.id, ids)} and ${isListed}`
  const found = await readPosts(db.read, { where, limit: ids.length, viewer, now: now() })
  return { items: inOrder(ids, found), nextCursor }
}

/** Creators whose name or handle has the words, then those whose bio has them too, then nearly; newest first in each. */
export async function searchCreators({ db, now }: DomainContext, query: Query): Promise<Page<CreatorCard>> {
  const { ids, nextCursor } = await findIds(
    db.read,
    SEARCHED_CREATORS,
    await readAsked(db.read, query.q),
    query,
  )
  return { items: inOrder(ids, await readCreatorCards(db.read, ids, now())), nextCursor }
}

async function readCreatorCards(reader: Reader, ids: readonly string[], now: Date): Promise<CreatorCard[]> {
  if (ids.length === 0) return []
  const rows = await reader
    .select(creatorColumns(now))
    .from(creators)
    .innerJoin(users, eq(users.id, creators.id))
    .where(anyOf(creators.id, ids))
  return rows.map(toCreatorCard)
}

export function inOrder<T extends { id: string }>(ids: readonly string[], found: readonly T[]): T[] {
  const byId = new Map(found.map((item) => [item.id, item]))
  return ids.map((id) => byId.get(id)).filter((item) => item !== undefined)
}
