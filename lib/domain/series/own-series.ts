import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import { creators } from '@/lib/db/tables/people'
import { series, seriesPosts } from '@/lib/db/tables/series'
import type { Tx } from '@/lib/db/transaction'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { isCreator } from '@/lib/domain/creators/creator-cards'
import { noCreatorPage, requireCreatorPage } from '@/lib/domain/creators/own-page'
import { type RequestKey, transactOnce } from '@/lib/domain/once'
import { nextVersion, requireVersion } from '@/lib/domain/versions'
import { AppError } from '@/lib/errors'
import { LIMITS } from '@/lib/schema/limits'
import type { OwnSeries, OwnSeriesList, OwnSeriesPage, SeriesInput, SeriesPatch } from '@/lib/schema/series'
import { isPublic, lockOwnSeries, noSuchSeries } from './series-access'

/**
 * Makes a series without posts, after those that are there; the same request again is the same series. Throws `not_found`
 * where there is no creator page, `too_many_series`.
 */
export async function createSeries(
  context: DomainContext,
  viewer: Viewer,
  fields: SeriesInput,
  request: RequestKey | null = null,
): Promise<OwnSeries> {
  return transactOnce(context, viewer, request, async (tx) => {
    await lockAllOwn(tx, viewer)
    const isOwn = eq(series.creatorId, viewer.userId)
    if ((await tx.sql.$count(series, isOwn)) >= LIMITS.series)
      throw new AppError('too_many_series', { extra: { max: LIMITS.series } })
    const id = newId()
    const now = context.now()
    await tx.sql.insert(series).values({
      ...fields,
      id,
      creatorId: viewer.userId,
      place: sql`(select coalesce(max(s.place) + 1, 0) from series s where s.creator_id = ${viewer.userId}::uuid)`,
      updatedAt: now,
    })
    // Nobody else sees it before there is a post in it.
    tx.emit('series_updated', { creatorId: viewer.userId }, { isPublic: false })
    return requireOne(tx.sql, viewer, id)
  })
}

/**
 * Changes title and description; what is not given stays. Throws `not_found`, `conflict` where it is not the
 * `version` any more that the change began with.
 */
export async function updateSeries(
  { db, now }: DomainContext,
  viewer: Viewer,
  seriesId: string,
  { version, ...fields }: SeriesPatch,
): Promise<OwnSeries> {
  return db.transact(async (tx) => {
    const updatedAt = await lockOwnSeries(tx, viewer, seriesId)
    await requireVersion(version, updatedAt, () => requireOne(tx.sql, viewer, seriesId))
    await tx.sql
      .update(series)
      .set({ ...fields, updatedAt: nextVersion(series.updatedAt, now()) })
      .where(eq(series.id, seriesId))
    tx.emit('series_updated', { creatorId: viewer.userId }, { isPublic: await isPublic(tx.sql, seriesId) })
    return requireOne(tx.sql, viewer, seriesId)
  })
}

/** Its posts stay. Throws `not_found`. */
export async function deleteSeries({ db }: DomainContext, viewer: Viewer, seriesId: string): Promise<void> {
  await db.transact(async (tx) => {
    await lockOwnSeries(tx, viewer, seriesId)
    const wasPublic = await isPublic(tx.sql, seriesId)
    await tx.sql.delete(series).where(eq(series.id, seriesId))
    tx.emit('series_updated', { creatorId: viewer.userId }, { isPublic: wasPublic })
  })
}

/**
 * Puts the viewer's series in this order; those that are not named come after, in the order that they have. The last one to
 * say wins. Throws `not_found` where there is no creator page.
 */
export async function orderSeries(
  { db }: DomainContext,
  viewer: Viewer,
  ids: readonly string[],
): Promise<OwnSeriesList> {
  return db.transact(async (tx) => {
    await lockAllOwn(tx, viewer)
    await tx.sql.execute(sql`
      update series set place = ordered.place
      from (
        select s.id, row_number() over (order by named.number, s.place, s.id) - 1 as place
        from series s left join (${numbered(ids)}) named on named.id = s.id
        where s.creator_id = ${viewer.userId}::uuid
      ) ordered
      where series.id = ordered.id and series.place <> ordered.place`)
    tx.emit('series_updated', { creatorId: viewer.userId }, { isPublic: true })
    return { items: await readOwn(tx.sql, eq(series.creatorId, viewer.userId)) }
  })
}

/** Ids with their numbers, from 1 on. What is not among them has none, and comes last. */
export function numbered(ids: readonly string[]): SQL {
  return sql`
    select value::uuid as id, ordinality as number
    from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) with ordinality`
}

/** All of the viewer's series, in their order. `postId`: which of them has it. Throws `forbidden` for who is no creator. */
export async function listOwnSeries(
  { db }: DomainContext,
  viewer: Viewer,
  { postId }: { postId?: string | undefined } = {},
): Promise<OwnSeriesList> {
  await requireCreatorPage(db.read, viewer)
  return { items: await readOwn(db.read, eq(series.creatorId, viewer.userId), postId) }
}

/** One of them with its posts, published or not, listed or not. Throws `not_found`. */
export async function getOwnSeries(
  { db }: DomainContext,
  viewer: Viewer,
  seriesId: string,
): Promise<OwnSeriesPage> {
  const { hasPost: _, postsCount: __, ...one } = await requireOne(db.read, viewer, seriesId)
  const { id, title, status, listed, publishAt, minTier, priceLamports } = posts
  const rows = await db.read
    .select({ id, title, status, listed, publishAt, minTier, priceLamports })
    .from(seriesPosts)
    .innerJoin(posts, eq(posts.id, seriesPosts.postId))
    .where(sql`${seriesPosts.seriesId} = ${seriesId} and ${posts.deletedAt} is null`)
    .orderBy(asc(seriesPosts.place))
    .limit(LIMITS.seriesPosts)
  return {
    ...one,
    posts: rows.map((row) => ({ ...row, publishAt: row.publishAt?.toISOString() ?? null })),
  }
}

async function requireOne(reader: Reader, viewer: Viewer, seriesId: string): Promise<OwnSeries> {
  const [own] = await readOwn(
    reader,
    and(eq(series.id, seriesId), eq(series.creatorId, viewer.userId)) as SQL,
  )
  if (own === undefined) throw noSuchSeries()
  return own
}

async function readOwn(reader: Reader, where: SQL, postId?: string): Promise<OwnSeries[]> {
  const hasPost =
    postId === undefined
      ? sql<boolean>`false`
      : sql<boolean>`(
          select sp.post_id from series_posts sp
          where sp.post_id = ${postId}::uuid and sp.series_id = series.id) is not null`
  const rows = await reader
    .select({
      id: series.id,
      title: series.title,
      description: series.description,
      postsCount: sql<number>`(
        select count(*)::int from series_posts sp join posts p on p.id = sp.post_id
        where sp.series_id = series.id and p.deleted_at is null)`,
      hasPost,
      createdAt: series.createdAt,
      updatedAt: series.updatedAt,
    })
    .from(series)
    .where(where)
    .orderBy(asc(series.place), asc(series.id))
    .limit(LIMITS.series)
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }))
}

/** How many they are and in what order stays so until the commit. Throws `not_found`. */
async function lockAllOwn(tx: Tx, { userId }: Viewer): Promise<void> {
  const [creator] = await tx.sql
    .select({ id: creators.id })
    .from(creators)
    .where(and(eq(creators.id, userId), isCreator))
    .for('no key update')
  if (creator === undefined) throw noCreatorPage()
}
