import { and, eq, sql } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import type { Tx } from '@/lib/db/transaction'
import { type Viewer, viewerOf } from '@/lib/domain/context'
import { AppError } from '@/lib/errors'
import type { PostStatus } from '@/lib/schema/posts'
import {
  type Access,
  decideAccess,
  holdingsColumns,
  holdingsColumnsOf,
  type PostConditions,
  toHoldings,
} from './access'
import { isThereFor, isThereForUser } from './visibility'

export interface PostAccess extends PostConditions, Access {
  id: string
  listed: boolean
  /** Whose pictures carry the mark of who has them unlocked. */
  watermarked: boolean
}

/** The access of one viewer to each of these posts; those that are not there for them are absent. */
export async function readAccess(
  reader: Reader,
  viewer: Viewer | null,
  postIds: readonly string[],
  now: Date,
): Promise<Map<string, PostAccess>> {
  if (postIds.length === 0) return new Map()
  const rows = await reader
    .select({
      id: posts.id,
      authorId: posts.authorId,
      minTier: posts.minTier,
      priceLamports: posts.priceLamports,
      listed: posts.listed,
      watermarked: posts.watermarked,
      ...holdingsColumns(viewer, now),
    })
    .from(posts)
    .where(and(anyOf(posts.id, postIds), isThereFor(viewer)))
  return new Map(
    rows.map((row) => {
      const { id, authorId, minTier, priceLamports, listed, watermarked } = row
      const access = decideAccess(row, toHoldings(viewer, row))
      return [id, { id, authorId, minTier, priceLamports, listed, watermarked, ...access }]
    }),
  )
}

/** Those of these posts that are there for this viewer. */
export async function findThere(
  reader: Reader,
  viewer: Viewer,
  postIds: readonly (string | null)[],
): Promise<ReadonlySet<string>> {
  const asked = postIds.filter((id) => id !== null)
  if (asked.length === 0) return new Set()
  const rows = await reader
    .select({ id: posts.id })
    .from(posts)
    .where(and(anyOf(posts.id, asked), isThereFor(viewer)))
  return new Set(rows.map(({ id }) => id))
}

/** One reader and one post. */
export interface ReaderOfPost {
  userId: string
  postId: string
}

/** The access of each of these readers to their post, in the order they were given; null where there is no such post for them. */
export async function readAccessOfMany(
  reader: Reader,
  wanted: readonly ReaderOfPost[],
  now: Date,
): Promise<(Access | null)[]> {
  const input = wanted.map(({ userId, postId }, place) => ({ place, user_id: userId, post_id: postId }))
  const rows = await reader
    .select({
      place: sql<number>`wanted.place`,
      authorId: posts.authorId,
      minTier: posts.minTier,
      priceLamports: posts.priceLamports,
      ...holdingsColumnsOf(sql`wanted.user_id`, now),
    })
    .from(posts)
    .innerJoin(
      sql`jsonb_to_recordset(${JSON.stringify(input)}::jsonb) as wanted(place int, user_id uuid, post_id uuid)`,
      sql`wanted.post_id = posts.id and ${isThereForUser(sql`wanted.user_id`)}`,
    )
  const found: (Access | null)[] = wanted.map(() => null)
  for (const row of rows) {
    const viewer = viewerOf(wanted[row.place]?.userId ?? '')
    found[row.place] = decideAccess(row, toHoldings(viewer, row))
  }
  return found
}

/** Throws `not_found` when there is no such post for this viewer. */
export async function requirePost(
  reader: Reader,
  viewer: Viewer | null,
  postId: string,
  now: Date,
): Promise<PostAccess> {
  const access = (await readAccess(reader, viewer, [postId], now)).get(postId)
  if (access === undefined) throw noSuchPost()
  return access
}

/** Throws `not_found`, or `locked` when the viewer has not unlocked it. */
export async function requireUnlocked(
  reader: Reader,
  viewer: Viewer | null,
  postId: string,
  now: Date,
): Promise<PostAccess> {
  const access = await requirePost(reader, viewer, postId, now)
  if (access.unlockedBy === null) throw new AppError('locked')
  return access
}

export interface LockedPost {
  id: string
  authorId: string
  title: string
  listed: boolean
  status: PostStatus
  publishAt: Date | null
  commentsOpen: boolean
  updatedAt: Date
}

/**
 * Locks the post's row (not its key, unless `update` is asked for: rows that refer to it may still be written), so that
 * what is decided here still holds at the commit. Throws `not_found`.
 */
export async function lockPost(
  tx: Tx,
  postId: string,
  strength: 'no key update' | 'update' = 'no key update',
): Promise<LockedPost> {
  const { id, authorId, title, listed, status, publishAt, commentsOpen, updatedAt, deletedAt } = posts
  const [row] = await tx.sql
    .select({ id, authorId, title, listed, status, publishAt, commentsOpen, updatedAt, deletedAt })
    .from(posts)
    .where(eq(posts.id, postId))
    .for(strength)
  if (row === undefined || row.deletedAt !== null) throw noSuchPost()
  return row
}

export function noSuchPost(): AppError {
  return new AppError('not_found', { reason: 'no_such_post', detail: 'There is no such post.' })
}
