import { eq, sql } from 'drizzle-orm'
import { recentTops } from '@/lib/db/event-log'
import { comments, posts } from '@/lib/db/tables/content'
import { creators, notifications } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import { series, seriesPosts } from '@/lib/db/tables/series'
import { type DomainContext, type Viewer, viewerOf } from '@/lib/domain/context'
import { readActivity } from '@/lib/domain/creators/activity'
import { getCreator, listCreators } from '@/lib/domain/creators/creators'
import { listMembers } from '@/lib/domain/creators/members'
import { countOpened } from '@/lib/domain/creators/memberships'
import { readEarnings } from '@/lib/domain/money/earnings/earnings'
import { listSales } from '@/lib/domain/money/earnings/sale-list'
import { readSales } from '@/lib/domain/money/earnings/sales'
import { listPurchases } from '@/lib/domain/money/purchases/list'
import { countPending } from '@/lib/domain/money/purchases/rows'
import { listRefunds } from '@/lib/domain/money/refunds/refunds'
import { remindOfEnds } from '@/lib/domain/money/subscriptions/reminders'
import { listSubscriptions, nextEnd } from '@/lib/domain/money/subscriptions/subscriptions'
import { listNotifications } from '@/lib/domain/notifications/notifications'
import { trimRequestKeys } from '@/lib/domain/once'
import { listComments } from '@/lib/domain/posts/comments'
import { fillPostAuthors } from '@/lib/domain/posts/fill-post-authors'
import { newInFeed, newOfCreator } from '@/lib/domain/posts/new-posts'
import { listOwnPosts } from '@/lib/domain/posts/own-posts'
import { listCreatorPosts, listFeed } from '@/lib/domain/posts/post-lists'
import { getPost } from '@/lib/domain/posts/posts'
import { remakePreviews } from '@/lib/domain/posts/previews'
import { listTags } from '@/lib/domain/posts/tags'
import { deleteUnusedMedia } from '@/lib/domain/posts/unused-media'
import { searchPosts } from '@/lib/domain/search/search'
import { suggest } from '@/lib/domain/search/suggestions'
import { getOwnSeries, listOwnSeries } from '@/lib/domain/series/own-series'
import { getSeries, listCreatorSeries, listSeriesPosts } from '@/lib/domain/series/series'
import { getPostSeries } from '@/lib/domain/series/series-part'
import { claimJob } from '@/lib/jobs/queue'
import { JOBS, type JobKind } from '@/lib/schema/jobs'
import type { PostFilter } from '@/lib/schema/posts'
import { noMedia, noPictures } from '@/tests/support/app/no-media'

export const LIMIT = 20

interface Scene extends DomainContext {
  /** Has very many posts, sales and followers. */
  star: Viewer
  /** Follows 200 creators, has bought and been told much. */
  fan: Viewer
  /** A tenth of all comments are on it. */
  postId: string
  /** Of that post. */
  author: Viewer
  /** Of the star, and a post in it. */
  seriesId: string
  partId: string
}

export interface GrownRead {
  name: string
  read(scene: Scene, cursor?: string): Promise<unknown>
  /** The cursor of the page that begins after so many items; without it there is only one page. */
  after?: (scene: Scene, skipped: number) => Promise<string | undefined>
}

export async function sceneOf(context: DomainContext, starId: string, fanId: string): Promise<Scene> {
  const [post] = await context.db.read
    .select({ id: posts.id, authorId: posts.authorId })
    .from(posts)
    .orderBy(sql`${posts.id} desc`)
    .limit(1)
    .offset(1)
  if (post === undefined) throw new Error('there are no posts')
  const [star, fan, author] = [viewerOf(starId), viewerOf(fanId), viewerOf(post.authorId)]
  const [part] = await context.db.read
    .select({ seriesId: seriesPosts.seriesId, partId: seriesPosts.postId })
    .from(seriesPosts)
    .innerJoin(series, eq(series.id, seriesPosts.seriesId))
    .where(eq(series.creatorId, starId))
    .limit(1)
  if (part === undefined) throw new Error('there are no series')
  return { ...context, star, fan, author, postId: post.id, ...part }
}

const page = (cursor: string | undefined) => ({ cursor, limit: LIMIT })

const feed = (name: string, filter: PostFilter, as: 'fan' | null): GrownRead => ({
  name,
  read: (scene, cursor) => listFeed(scene, as && scene[as], { ...page(cursor), filter }),
  after: ({ db }, skipped) =>
    idAfter(db.read.select({ id: posts.id }).from(posts).$dynamic(), posts.id, skipped),
})

/** Everything that pages, the API and timers read again and again. */
export const GROWN_READS: GrownRead[] = [
  ...(['all', 'following', 'subscribed'] as const).map((filter) => ({
    name: `what is new in the feed, ${filter}`,
    read: (scene: Scene) => newInFeed(scene, scene.fan, { filter, since: '2020-01-01T00:00:00.000Z' }),
  })),
  {
    name: 'what is new of a star',
    read: (scene) => newOfCreator(scene, 'grown_1', { since: '2020-01-01T00:00:00.000Z' }),
  },
  feed('feed, signed out', 'all', null),
  feed('feed, signed in', 'all', 'fan'),
  feed('feed, followed creators', 'following', 'fan'),
  feed('feed, subscribed creators', 'subscribed', 'fan'),
  feed('feed, open to all', 'open', 'fan'),
  {
    name: 'feed, loved this week',
    read: (scene) => listFeed(scene, scene.fan, { ...page(undefined), filter: 'loved' }),
  },
  {
    name: 'feed, by a tag',
    read: (scene) => listFeed(scene, scene.fan, { ...page(undefined), filter: 'all', tag: 'odd' }),
  },
  { name: 'tags', read: (scene) => listTags(scene) },
  { name: 'search', read: (scene) => searchPosts(scene, scene.fan, { ...page(undefined), q: 'teasre 12' }) },
  { name: 'suggestions', read: (scene) => suggest(scene, 'somebod') },
  {
    name: 'posts of a star that are open',
    read: (scene) => listCreatorPosts(scene, scene.fan, 'grown_1', { ...page(undefined), filter: 'open' }),
  },
  { name: 'what the memberships of a star open', read: (scene) => countOpened(scene, 'grown_1') },
  { name: 'the series of a star', read: (scene) => listCreatorSeries(scene, scene.fan, 'grown_1') },
  {
    name: 'a series, and its posts',
    async read(scene, cursor) {
      await getSeries(scene, scene.fan, scene.seriesId)
      await listSeriesPosts(scene, scene.fan, scene.seriesId, page(cursor))
    },
  },
  { name: 'a post in its series', read: (scene) => getPostSeries(scene, scene.fan, scene.partId) },
  {
    name: 'the series that a star has, and one of them',
    async read(scene) {
      await listOwnSeries(scene, scene.star, { postId: scene.partId })
      await getOwnSeries(scene, scene.star, scene.seriesId)
    },
  },
  { name: 'a post', read: (scene) => getPost(scene, scene.fan, scene.postId) },
  {
    name: 'what a star has written',
    read: (scene, cursor) => listOwnPosts(scene, scene.star, { ...page(cursor), query: '' }),
    after: ({ db, star }, skipped) =>
      idAfter(
        db.read.select({ id: posts.id }).from(posts).where(eq(posts.authorId, star.userId)).$dynamic(),
        posts.id,
        skipped,
      ),
  },
  {
    name: 'posts of a star',
    read: (scene, cursor) => listCreatorPosts(scene, scene.fan, 'grown_1', page(cursor)),
    after: ({ db, star }, skipped) =>
      idAfter(
        db.read.select({ id: posts.id }).from(posts).where(eq(posts.authorId, star.userId)).$dynamic(),
        posts.id,
        skipped,
      ),
  },
  {
    name: 'comments',
    read: (scene, cursor) => listComments(scene, scene.author, scene.postId, page(cursor)),
    async after({ db, postId }, skipped) {
      const mine = db.read.select({ id: comments.id }).from(comments).where(eq(comments.postId, postId))
      const id = await idAfter(mine.$dynamic(), comments.id, skipped)
      return id && `${id}.${id}`
    },
  },
  {
    name: 'notifications',
    read: (scene, cursor) => listNotifications(scene, scene.fan, page(cursor)),
    after: ({ db, fan }, skipped) =>
      idAfter(
        db.read
          .select({ id: notifications.id })
          .from(notifications)
          .where(eq(notifications.userId, fan.userId))
          .$dynamic(),
        notifications.id,
        skipped,
      ),
  },
  {
    name: 'purchases',
    read: (scene, cursor) => listPurchases(scene, scene.fan, page(cursor)),
    after: ({ db, fan }, skipped) =>
      idAfter(
        db.read
          .select({ id: purchases.id })
          .from(purchases)
          .where(eq(purchases.buyerId, fan.userId))
          .$dynamic(),
        purchases.id,
        skipped,
      ),
  },
  {
    name: 'creators',
    read: (scene, cursor) => listCreators(scene, { ...page(cursor), query: '' }),
    after: ({ db }, skipped) =>
      idAfter(db.read.select({ id: creators.id }).from(creators).$dynamic(), creators.id, skipped),
  },
  { name: 'a creator', read: (scene) => getCreator(scene, scene.fan, 'grown_1') },
  ...(['day', 'month'] as const).map((by) => ({
    name: `what a star has earned by ${by}`,
    read: (scene: Scene) => readEarnings(scene, scene.star, { by, tz: 'Europe/Berlin' }),
  })),
  ...([undefined, 'active', 'ended'] as const).map((status) => ({
    name: `members of a star, ${status ?? 'all'}`,
    read: (scene: Scene, cursor?: string) =>
      listMembers(scene, scene.star, { ...page(cursor), query: '', ...(status && { status }) }),
    after: async (scene: Scene, skipped: number) =>
      (await listMembers(scene, scene.star, { query: '', limit: skipped })).nextCursor ?? undefined,
  })),
  {
    name: 'members of a star, by name',
    read: (scene) => listMembers(scene, scene.star, { ...page(undefined), query: 'body 39' }),
  },
  {
    name: 'sales of a star',
    read: (scene, cursor) => listSales(scene, scene.star, page(cursor)),
    after: async (scene, skipped) =>
      (await listSales(scene, scene.star, { limit: skipped })).nextCursor ?? undefined,
  },
  {
    name: 'sales of a star, as they are exported',
    async read({ db, star }) {
      const sales: unknown[] = []
      for await (const sale of readSales(db.read, star)) sales.push(sale)
    },
  },
  { name: 'activity of a star', read: (scene) => readActivity(scene, scene.star, 'Europe/Berlin') },
  { name: 'refunds', read: (scene) => listRefunds(scene, scene.fan, page(undefined)) },
  { name: 'subscriptions', read: (scene) => listSubscriptions(scene, scene.fan) },
  { name: 'timer: the next end', read: (scene) => nextEnd(scene) },
  { name: 'timer: reminders', read: (scene) => remindOfEnds(scene) },
  { name: 'timer: recent channels', read: ({ db }) => recentTops(db.read) },
  { name: 'timer: unused media', read: ({ db }) => db.transact((tx) => deleteUnusedMedia(tx, noMedia)) },
  { name: 'timer: old keys of requests', read: ({ db }) => db.transact(trimRequestKeys) },
  {
    name: 'timer: old previews',
    read: (scene) => remakePreviews({ ...scene, store: noMedia, pictures: noPictures }, null),
  },
  { name: 'timer: post authors', read: ({ db }) => fillPostAuthors(db) },
  { name: 'timer: jobs', read: ({ db }) => claimJob(db, Object.keys(JOBS) as JobKind[]) },
  { name: 'metrics: pending purchases', read: ({ db }) => countPending(db.read) },
]

/** Looked up by counting, as no page does it. */
async function idAfter(
  rows: { orderBy(order: unknown): { limit(n: number): { offset(n: number): Promise<{ id: string }[]> } } },
  column: unknown,
  skipped: number,
): Promise<string | undefined> {
  if (skipped === 0) return undefined
  const [row] = await rows
    .orderBy(sql`${column} desc`)
    .limit(1)
    .offset(skipped - 1)
  return row?.id
}
