import { eq, inArray, sql } from 'drizzle-orm'
import { posts } from '@/lib/db/tables/content'
import type { Reader } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import {
  type Access,
  decideAccess,
  holdingsColumns,
  holdingsColumnsOf,
  type PostConditions,
  toHoldings,
} from './access'
import type { Viewer } from './context'

export interface PostAccess extends PostConditions, Access {
  id: string
}

/** The access of one viewer to each of these posts; deleted and unknown ones are absent. */
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
      ...holdingsColumns(viewer, now),
    })
    .from(posts)
    .where(sql`${inArray(posts.id, [...postIds])} and ${posts.deletedAt} is null`)
  return new Map(
    rows.map((row) => {
      const { id, authorId, minTier, priceLamports } = row
      const access = decideAccess(row, toHoldings(viewer, row))
      return [id, { id, authorId, minTier, priceLamports, ...access }]
    }),
  )
}

/** One reader and one post. */
export interface ReaderOfPost {
  userId: string
  postId: string
}

/** The access of each of these readers to their post, in the order they were given; null where there is no such post. */
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
      sql`wanted.post_id = posts.id and posts.deleted_at is null`,
    )
  const found: (Access | null)[] = wanted.map(() => null)
  for (const row of rows) {
    const viewer = { userId: wanted[row.place]?.userId ?? '' }
    found[row.place] = decideAccess(row, toHoldings(viewer, row))
  }
  return found
}

/** Throws `not_found` when there is no such post. */
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

/** Locks the post's row (not its key: rows that refer to it may still be written), so that what is decided here still holds at the commit. Throws `not_found`. */
export async function lockPost(reader: Reader, postId: string): Promise<{ authorId: string; title: string }> {
  const [row] = await reader
    .select({ authorId: posts.authorId, title: posts.title, deletedAt: posts.deletedAt })
    .from(posts)
    .where(eq(posts.id, postId))
    .for('no key update')
  if (row === undefined || row.deletedAt !== null) throw noSuchPost()
  return row
}

export function noSuchPost(): AppError {
  return new AppError('not_found', { detail: 'There is no such post.' })
}
