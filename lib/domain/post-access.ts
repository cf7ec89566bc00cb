import { eq, inArray, sql } from 'drizzle-orm'
import { posts } from '@/lib/db/tables'
import type { Reader } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { type Access, decideAccess, holdingsColumns, type PostConditions, toHoldings } from './access'
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
