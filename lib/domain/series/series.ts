import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import { positionOf } from '@/lib/db/event-log'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import { creators } from '@/lib/db/tables/people'
import { series, seriesPosts } from '@/lib/db/tables/series'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { isCreator, noneCalled, readHandle } from '@/lib/domain/creators/creator-cards'
import { badCursor, pageOf } from '@/lib/domain/paging'
import { decideAccess, holdingsColumns } from '@/lib/domain/posts/access'
import { readPosts } from '@/lib/domain/posts/post-views'
import { isListedFor } from '@/lib/domain/posts/visibility'
import type { Page, PageQuery } from '@/lib/schema/common'
import { LIMITS } from '@/lib/schema/limits'
import type { Post } from '@/lib/schema/posts'
import type { CreatorSeries, Series, SeriesPage } from '@/lib/schema/series'
import type { TierName } from '@/lib/schema/tiers'
import { noSuchSeries } from './series-access'

/** A creator's series of which this reader sees any post, in their order. Throws `not_found`. */
export async function listCreatorSeries(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  handle: string,
): Promise<CreatorSeries> {
  // The position before the rest: what is newer than it comes again as an event.
  const [creator] = await db.read
    .select({ id: creators.id, position: positionOf(sql`'creator:' || ${creators.id}`) })
    .from(creators)
    .where(eq(creators.handle, readHandle(handle)))
  if (creator === undefined) throw await noneCalled(db.read, handle)
  const { id, position } = creator
  return { items: await readSeries(db.read, viewer, eq(series.creatorId, id), now()), position }
}

/** One of them. Throws `not_found`, also where the reader sees none of its posts. */
export async function getSeries(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  seriesId: string,
): Promise<SeriesPage> {
  const [known] = await db.read
    .select({ position: positionOf(sql`'creator:' || ${creators.id}`) })
    .from(series)
    .innerJoin(creators, eq(creators.id, series.creatorId))
    .where(and(eq(series.id, seriesId), isCreator))
  if (known === undefined) throw noSuchSeries()
  const [found] = await readSeries(db.read, viewer, eq(series.id, seriesId), now())
  if (found === undefined) throw noSuchSeries()
  return { ...found, ...known }
}

/** Its posts in their order, as this reader sees them. Throws `not_found` as `getSeries`. */
export async function listSeriesPosts(
  context: DomainContext,
  viewer: Viewer | null,
  seriesId: string,
  { cursor, limit }: PageQuery,
): Promise<Page<Post>> {
  const { db, now } = context
  const places = await db.read
    .select({ id: posts.id, place: seriesPosts.place })
    .from(seriesPosts)
    .innerJoin(posts, eq(posts.id, seriesPosts.postId))
    .where(
      sql`${seriesPosts.seriesId} = ${seriesId} and ${isListedFor(viewer)}
        ${cursor === undefined ? sql`` : sql`and ${seriesPosts.place} > ${placeCursor(cursor)}`}`,
    )
    .orderBy(asc(seriesPosts.place))
    .limit(limit + 1)
  const { items, nextCursor } = pageOf(places, limit, ({ place }) => String(place))
  // Without a post there is none for them.
  if (items.length === 0 && cursor === undefined) await getSeries(context, viewer, seriesId)
  if (items.length === 0) return { items: [], nextCursor }
  const ids = items.map(({ id }) => id)
  const found = await readPosts(db.read, {
    where: sql`${anyOf(posts.id, ids)} and ${isListedFor(viewer)}`,
    limit,
    viewer,
    now: now(),
  })
  return { items: found.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)), nextCursor }
}

function placeCursor(cursor: string): number {
  if (!/^\d{1,9}$/.test(cursor)) throw badCursor()
  return Number(cursor)
}

/** With what this reader sees of each: the rule that unlocks is asked for each kind of post. */
async function readSeries(reader: Reader, viewer: Viewer | null, where: SQL, now: Date): Promise<Series[]> {
  const { tier, purchased } = holdingsColumns(viewer, now)
  const seen = reader
    .select({
      seriesId: seriesPosts.seriesId,
      creatorId: series.creatorId,
      minTier: posts.minTier,
      priceLamports: posts.priceLamports,
      tier: tier.as('held_tier'),
      purchased: purchased.as('purchased'),
    })
    .from(series)
    .innerJoin(seriesPosts, eq(seriesPosts.seriesId, series.id))
    .innerJoin(posts, eq(posts.id, seriesPosts.postId))
    .where(and(where, isListedFor(viewer)))
    .as('seen')
  const isPriced = sql<boolean>`${seen.priceLamports} is not null`
  const kinds = await reader
    .select({
      seriesId: seen.seriesId,
      creatorId: seen.creatorId,
      minTier: seen.minTier,
      priceLamports: sql<string | null>`min(${seen.priceLamports})`,
      tier: seen.tier,
      purchased: seen.purchased,
      count: sql<number>`count(*)::int`,
    })
    .from(seen)
    .groupBy(seen.seriesId, seen.creatorId, seen.minTier, isPriced, seen.tier, seen.purchased)
  const { id, creatorId, title, description } = series
  const rows = await reader
    .select({ id, creatorId, title, description })
    .from(series)
    .where(where)
    .orderBy(asc(series.place), asc(series.id))
    .limit(LIMITS.series)
  return rows.flatMap((row) => {
    const ofIt = kinds.filter((kind) => kind.seriesId === row.id)
    const open = ofIt.filter((kind) => isOpen(viewer, kind))
    const postsCount = sumOf(ofIt)
    return postsCount === 0 ? [] : [{ ...row, postsCount, openCount: sumOf(open) }]
  })
}

interface Kind {
  creatorId: string
  minTier: TierName | null
  priceLamports: string | null
  tier: TierName | null
  purchased: boolean
  count: number
}

function isOpen(viewer: Viewer | null, { creatorId, minTier, priceLamports, tier, purchased }: Kind) {
  const conditions = {
    authorId: creatorId,
    minTier,
    priceLamports: priceLamports === null ? null : BigInt(priceLamports),
  }
  const holdings = { userId: viewer?.userId ?? null, tier, tierUntil: null, purchased }
  return decideAccess(conditions, holdings).unlockedBy !== null
}

const sumOf = (kinds: readonly Kind[]) => kinds.reduce((sum, { count }) => sum + count, 0)
