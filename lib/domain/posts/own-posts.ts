import { eq, sql } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import { series, seriesPosts } from '@/lib/db/tables/series'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { requireCreatorPage } from '@/lib/domain/creators/own-page'
import { idCursor, pageOf } from '@/lib/domain/paging'
import type { Page } from '@/lib/schema/common'
import type { OwnPost, OwnPostsQuery } from '@/lib/schema/posts'
import { placeOf, placeOfId } from './place'
import { readPosts } from './post-views'
import { readViews } from './view-counts'

/**
 * All that the caller has written: the newest first, what is not published by when it was begun. `query`: words of the
 * title or a tag, as `fold_text` reads them. Throws `forbidden` for who is no creator.
 */
export async function listOwnPosts(
  { db, now }: DomainContext,
  author: Viewer,
  { status, query, cursor, limit }: OwnPostsQuery,
): Promise<Page<OwnPost>> {
  await requireCreatorPage(db.read, author)
  const before = idCursor(cursor)
  const found = await readPosts(db.read, {
    where: sql`${posts.authorId} = ${author.userId}
      ${status === undefined ? sql`` : sql`and ${posts.status} = ${status}`}
      ${query === '' ? sql`` : sql`and strpos(fold_text(title || ' ' || array_to_string(tags, ' ')), fold_text(${query})) > 0`}
      ${before === undefined ? sql`` : sql`and ${placeOf()} < ${placeOfId(before)}`}`,
    limit: limit + 1,
    viewer: author,
    now: now(),
  })
  const { items, nextCursor } = pageOf(found, limit, ({ id }) => id)
  const ids = items.map(({ id }) => id)
  const [sold, views, inSeries] = await Promise.all([
    readSold(db.read, ids),
    readViews(db.read, ids),
    readSeriesOf(db.read, ids),
  ])
  return {
    items: items.map((post) => ({
      ...post,
      ...(views.get(post.id) ?? { seenCount: 0, openedCount: 0 }),
      ...(sold.get(post.id) ?? { salesCount: 0, earnedLamports: 0n }),
      series: inSeries.get(post.id) ?? null,
    })),
    nextCursor,
  }
}

async function readSeriesOf(reader: Reader, postIds: readonly string[]) {
  const rows = await reader
    .select({ postId: seriesPosts.postId, id: series.id, title: series.title })
    .from(seriesPosts)
    .innerJoin(series, eq(series.id, seriesPosts.seriesId))
    .where(anyOf(seriesPosts.postId, postIds))
  return new Map(rows.map(({ postId, ...it }) => [postId, it]))
}

async function readSold(reader: Reader, postIds: readonly string[]) {
  if (postIds.length === 0) return new Map<string, Pick<OwnPost, 'salesCount' | 'earnedLamports'>>()
  // Each by itself: together they may be most of all that was ever sold.
  const rows = await reader
    .select({
      postId: sql<string>`wanted.id`,
      salesCount: sql<number>`sold.count`,
      earned: sql<string>`sold.lamports::text`,
    })
    .from(
      sql`jsonb_array_elements_text(${JSON.stringify(postIds)}::jsonb) wanted(id), lateral (
        select (count(*) filter (where p.status = 'confirmed'))::int as count,
          coalesce(sum(booked.lamports), 0) as lamports
        from purchases p, lateral (
          select sum(l.lamports) as lamports
          from ledger_entries e, lateral (
            select l.lamports from ledger_lines l where l.entry_id = e.id and l.account = 'creator' limit 1) l
          where e.purchase_id = p.id) booked
        where p.post_id = wanted.id::uuid) sold`,
    )
  return new Map(
    rows.map(({ postId, salesCount, earned }) => [postId, { salesCount, earnedLamports: BigInt(earned) }]),
  )
}
