import { and, desc, eq, gte, isNull, ne, sql } from 'drizzle-orm'
import { Zone } from '@/lib/calendar'
import { topPosition } from '@/lib/db/event-log'
import type { Reader } from '@/lib/db/reader'
import { comments, likes, posts } from '@/lib/db/tables/content'
import { creators, tiers, users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import { authorColumns, toAuthor } from '@/lib/domain/accounts/authors'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { sumEarnings } from '@/lib/domain/money/earnings/earnings'
import { isSold, splitsOf } from '@/lib/domain/money/purchases/rows'
import type { Activity, ActivityItem } from '@/lib/schema/activity'
import { channels } from '@/lib/schema/channel-names'
import { formatPosition } from '@/lib/schema/positions'

const ITEMS_MAX = 50

/** The latest likes, comments, sales, subscribers and tips of a creator, and what today brought, by the days of a zone. */
export async function readActivity(
  { db, now }: DomainContext,
  viewer: Viewer,
  zoneName: string,
): Promise<Activity> {
  // The position first: what happens while we read arrives again as an event.
  const position = formatPosition(await topPosition(db.read, channels.user(viewer.userId)))
  const [liked, commented, sold] = await Promise.all([
    readLikes(db.read, viewer),
    readComments(db.read, viewer),
    readSales(db.read, viewer),
  ])
  const items = [...liked, ...commented, ...sold].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, ITEMS_MAX)
  return { items, position, today: await readToday(db.read, viewer, new Zone(zoneName), now()) }
}

async function readLikes(reader: Reader, viewer: Viewer): Promise<ActivityItem[]> {
  const rows = await reader
    .select({ by: authorColumns, at: likes.createdAt, postId: posts.id, postTitle: posts.title })
    .from(likes)
    .innerJoin(posts, eq(posts.id, likes.postId))
    .innerJoin(users, eq(users.id, likes.userId))
    .leftJoin(creators, eq(creators.id, likes.userId))
    .where(
      and(eq(likes.postAuthorId, viewer.userId), isNull(posts.deletedAt), ne(likes.userId, viewer.userId)),
    )
    .orderBy(desc(likes.createdAt))
    .limit(ITEMS_MAX)
  return rows.map(({ by, at, postId, postTitle }) => ({
    kind: 'like',
    id: `like:${postId}:${by.id}`,
    at: at.toISOString(),
    by: toAuthor(by),
    postId,
    postTitle,
  }))
}

async function readComments(reader: Reader, viewer: Viewer): Promise<ActivityItem[]> {
  const rows = await reader
    .select({
      id: comments.id,
      by: authorColumns,
      at: comments.createdAt,
      postId: posts.id,
      postTitle: posts.title,
      body: comments.body,
    })
    .from(comments)
    .innerJoin(posts, eq(posts.id, comments.postId))
    .innerJoin(users, eq(users.id, comments.authorId))
    .leftJoin(creators, eq(creators.id, comments.authorId))
    .where(
      and(
        eq(comments.postAuthorId, viewer.userId),
        isNull(posts.deletedAt),
        isNull(comments.deletedAt),
        ne(comments.authorId, viewer.userId),
      ),
    )
    .orderBy(desc(comments.id))
    .limit(ITEMS_MAX)
  return rows.map(({ id, by, at, postId, postTitle, body }) => ({
    kind: 'comment',
    id: `comment:${id}`,
    at: at.toISOString(),
    by: toAuthor(by),
    postId,
    postTitle,
    body,
  }))
}

async function readSales(reader: Reader, viewer: Viewer): Promise<ActivityItem[]> {
  const rows = await reader
    .select({
      purchase: purchases,
      by: authorColumns,
      post: { title: posts.title, deletedAt: posts.deletedAt },
      tierName: tiers.name,
    })
    .from(purchases)
    .innerJoin(users, eq(users.id, purchases.buyerId))
    .leftJoin(creators, eq(creators.id, purchases.buyerId))
    .leftJoin(posts, eq(posts.id, purchases.postId))
    .leftJoin(tiers, and(eq(tiers.creatorId, purchases.creatorId), eq(tiers.tier, purchases.tier)))
    .where(and(eq(purchases.creatorId, viewer.userId), isSold))
    .orderBy(desc(purchases.confirmedAt))
    .limit(ITEMS_MAX)
  return rows.map(({ purchase, by, post, tierName }) => {
    const shareLamports = splitsOf(purchase).find((split) => split.role === 'creator')?.lamports ?? 0n
    const at = (purchase.confirmedAt ?? purchase.createdAt).toISOString()
    const facts = { id: `purchase:${purchase.id}`, at, by: toAuthor(by), shareLamports }
    if (purchase.postId !== null && post !== null) {
      const { title, deletedAt } = post
      return {
        kind: 'sale',
        ...facts,
        postId: purchase.postId,
        postTitle: title,
        gone: deletedAt !== null,
      }
    }
    if (purchase.tier !== null) return { kind: 'subscriber', ...facts, tier: purchase.tier, tierName }
    return { kind: 'tip', ...facts }
  })
}

async function readToday(reader: Reader, viewer: Viewer, zone: Zone, now: Date) {
  const day = zone.dayAt(now.getTime())
  const [midnight, next] = [zone.startOf(day), zone.startOf(day + 1)]
  const [[row], [earned]] = await Promise.all([
    reader
      .select({
        sales: sql<number>`(count(*) filter (where ${purchases.kind} = 'post'))::int`,
        subscribers: sql<number>`(count(*) filter (where ${purchases.kind} = 'subscription'))::int`,
        tips: sql<number>`(count(*) filter (where ${purchases.kind} = 'tip'))::int`,
      })
      .from(purchases)
      .where(
        and(eq(purchases.creatorId, viewer.userId), isSold, gte(purchases.confirmedAt, new Date(midnight))),
      ),
    sumEarnings(reader, viewer, { from: midnight, to: next, starts: [midnight] }),
  ])
  return {
    earnedLamports: earned?.totalLamports ?? 0n,
    sales: row?.sales ?? 0,
    subscribers: row?.subscribers ?? 0,
    tips: row?.tips ?? 0,
  }
}
