import { and, eq, sql } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import { series, seriesPosts } from '@/lib/db/tables/series'
import type { Tx } from '@/lib/db/transaction'
import type { Viewer } from '@/lib/domain/context'
import { isListed } from '@/lib/domain/posts/visibility'
import { AppError } from '@/lib/errors'

/**
 * One of the viewer's own, and nobody else changes it or what is in it until the commit. Answers its version. Throws
 * `not_found`, also for somebody else's.
 */
export async function lockOwnSeries(tx: Tx, viewer: Viewer, seriesId: string): Promise<Date> {
  const [row] = await tx.sql
    .select({ updatedAt: series.updatedAt })
    .from(series)
    .where(and(eq(series.id, seriesId), eq(series.creatorId, viewer.userId)))
    .for('update')
  if (row === undefined) throw noSuchSeries()
  return row.updatedAt
}

/** Whether there is anything of it that everybody sees. */
export async function isPublic(reader: Reader, seriesId: string): Promise<boolean> {
  const [row] = await reader
    .select({ id: posts.id })
    .from(seriesPosts)
    .innerJoin(posts, eq(posts.id, seriesPosts.postId))
    .where(and(eq(seriesPosts.seriesId, seriesId), isListed))
    .limit(1)
  return row !== undefined
}

/** The place after all that are there. */
export const lastPlaceIn = (seriesId: string) =>
  sql<number>`(select coalesce(max(sp.place) + 1, 0) from series_posts sp where sp.series_id = ${seriesId}::uuid)`

export function noSuchSeries(): AppError {
  return new AppError('not_found', { reason: 'no_such_series', detail: 'There is no such series.' })
}
