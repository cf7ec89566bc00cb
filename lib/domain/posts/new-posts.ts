import { eq, type SQL, sql } from 'drizzle-orm'
import { firstIdAt } from '@/lib/db/ids'
import { posts } from '@/lib/db/tables/content'
import { creators, users } from '@/lib/db/tables/people'
import { authorColumns, toAuthor } from '@/lib/domain/accounts/authors'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { creatorIdOf } from '@/lib/domain/creators/creator-cards'
import type { FeedFilter, NewPosts } from '@/lib/schema/posts'
import { placeOf } from './place'
import { feedCondition } from './post-lists'
import { isListed } from './visibility'

/** More than that is many. */
const COUNT_MAX = 100
const AUTHORS_MAX = 3
/** So far the clock that makes ids, and the one that `created_at` is written by, may be apart. */
const CLOCKS_APART_MS = 60_000

/** What came into a feed after that moment. Throws as `listFeed`. */
export function newInFeed(
  context: DomainContext,
  viewer: Viewer | null,
  { filter, since }: { filter: FeedFilter; since: string },
): Promise<NewPosts> {
  const bounds = { where: (place: SQL) => isAfter(since, place, 'p'), limit: COUNT_MAX }
  return readNew(context, feedCondition(viewer, filter, bounds, context.now()), since)
}

/** What a creator has published after that moment. Throws `not_found` for an unknown handle. */
export async function newOfCreator(
  context: DomainContext,
  handle: string,
  { since }: { since: string },
): Promise<NewPosts> {
  const creatorId = await creatorIdOf(context.db.read, handle)
  return readNew(context, sql`${posts.authorId} = ${creatorId}`, since)
}

async function readNew({ db }: DomainContext, where: SQL, since: string): Promise<NewPosts> {
  const rows = await db.read
    .select(authorColumns)
    .from(posts)
    .innerJoin(users, eq(users.id, posts.authorId))
    .innerJoin(creators, eq(creators.id, posts.authorId))
    .where(sql`${where} and ${isListed} and ${isAfter(since, placeOf(), 'posts')}`)
    .orderBy(sql`${placeOf()} desc`)
    .limit(COUNT_MAX)
  const authors = new Map(rows.map((row) => [row.id, toAuthor(row)]))
  return { count: rows.length, authors: [...authors.values()].slice(0, AUTHORS_MAX) }
}

function isAfter(since: string, place: SQL, row: 'p' | 'posts'): SQL {
  const firstId = firstIdAt(new Date(Math.max(0, Date.parse(since) - CLOCKS_APART_MS)))
  return sql`${place} >= ${firstId} and ${sql.raw(row)}.created_at > ${since}`
}
