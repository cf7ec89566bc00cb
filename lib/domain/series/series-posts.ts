import { eq, sql } from 'drizzle-orm'
import { seriesPosts } from '@/lib/db/tables/series'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { lockOwnPost } from '@/lib/domain/posts/posts'
import { AppError } from '@/lib/errors'
import { LIMITS } from '@/lib/schema/limits'
import type { OwnSeriesPage } from '@/lib/schema/series'
import { getOwnSeries, numbered } from './own-series'
import { isPublic, lastPlaceIn, lockOwnSeries } from './series-access'

/**
 * Puts a post into a series, as its last one, and out of the one that it was in; null: into none. Where it is there already
 * nothing changes. Throws `not_found`, `forbidden` for somebody else's post, `series_full`.
 */
export async function setPostSeries(
  { db }: DomainContext,
  viewer: Viewer,
  postId: string,
  seriesId: string | null,
): Promise<void> {
  await db.transact(async (tx) => {
    const post = await lockOwnPost(tx, viewer, postId)
    if (seriesId !== null) await lockOwnSeries(tx, viewer, seriesId)
    const isIt = eq(seriesPosts.postId, postId)
    const [before] = await tx.sql.select({ seriesId: seriesPosts.seriesId }).from(seriesPosts).where(isIt)
    if ((before?.seriesId ?? null) === seriesId) return
    if (seriesId === null) await tx.sql.delete(seriesPosts).where(isIt)
    else {
      if ((await tx.sql.$count(seriesPosts, eq(seriesPosts.seriesId, seriesId))) >= LIMITS.seriesPosts)
        throw new AppError('series_full', { extra: { max: LIMITS.seriesPosts } })
      const place = lastPlaceIn(seriesId)
      await tx.sql
        .insert(seriesPosts)
        .values({ postId, seriesId, place })
        .onConflictDoUpdate({ target: seriesPosts.postId, set: { seriesId, place } })
    }
    // What is not listed nobody else has seen there, or will.
    tx.emit('series_updated', { creatorId: viewer.userId }, { isPublic: post.listed })
  })
}

/**
 * Puts the posts of a series in this order; those that are not named come after, in the order that they have, and none is
 * added or lost. The last one to say wins. Throws `not_found`.
 */
export async function orderSeriesPosts(
  context: DomainContext,
  viewer: Viewer,
  seriesId: string,
  ids: readonly string[],
): Promise<OwnSeriesPage> {
  await context.db.transact(async (tx) => {
    await lockOwnSeries(tx, viewer, seriesId)
    await tx.sql.execute(sql`
      update series_posts set place = ordered.place
      from (
        select sp.post_id, row_number() over (order by named.number, sp.place, sp.post_id) - 1 as place
        from series_posts sp left join (${numbered(ids)}) named on named.id = sp.post_id
        where sp.series_id = ${seriesId}::uuid
      ) ordered
      where series_posts.post_id = ordered.post_id and series_posts.place <> ordered.place`)
    tx.emit('series_updated', { creatorId: viewer.userId }, { isPublic: await isPublic(tx.sql, seriesId) })
  })
  return getOwnSeries(context, viewer, seriesId)
}
