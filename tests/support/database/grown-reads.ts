import { eq, sql } from 'drizzle-orm'
import { recentTops } from '@/lib/db/event-log'
import { comments, posts } from '@/lib/db/tables/content'
import { creators, notifications } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import { type DomainContext, type Viewer, viewerOf } from '@/lib/domain/context'
import { readActivity } from '@/lib/domain/creators/activity'
import { getCreator, listCreators } from '@/lib/domain/creators/creators'
import { listPurchases } from '@/lib/domain/money/purchases/list'
import { countPending } from '@/lib/domain/money/purchases/rows'
import { listRefunds } from '@/lib/domain/money/refunds/refunds'
import { remindOfEnds } from '@/lib/domain/money/subscriptions/reminders'
import { listSubscriptions, nextEnd } from '@/lib/domain/money/subscriptions/subscriptions'
import { listNotifications } from '@/lib/domain/notifications/notifications'
import { trimRequestKeys } from '@/lib/domain/once'
import { listComments } from '@/lib/domain/posts/comments'
import { fillPostAuthors } from '@/lib/domain/posts/fill-post-authors'
import { getPost, listCreatorPosts, listFeed } from '@/lib/domain/posts/posts'
import { remakePreviews } from '@/lib/domain/posts/previews'
import { deleteUnusedMedia } from '@/lib/domain/posts/unused-media'
import { claimJob } from '@/lib/jobs/queue'
import { JOBS, type JobKind } from '@/lib/schema/jobs'
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
  return { ...context, star, fan, author, postId: post.id }
}

const page = (cursor: string | undefined) => ({ cursor, limit: LIMIT })

const feed = (name: string, filter: 'all' | 'following' | 'subscribed', as: 'fan' | null): GrownRead => ({
  name,
  read: (scene, cursor) => listFeed(scene, as && scene[as], { ...page(cursor), filter }),
  after: ({ db }, skipped) =>
    idAfter(db.read.select({ id: posts.id }).from(posts).$dynamic(), posts.id, skipped),
})

/** Everything that pages, the API and timers read again and again. */
export const GROWN_READS: GrownRead[] = [
  feed('feed, signed out', 'all', null),
  feed('feed, signed in', 'all', 'fan'),
  feed('feed, followed creators', 'following', 'fan'),
  feed('feed, subscribed creators', 'subscribed', 'fan'),
  { name: 'a post', read: (scene) => getPost(scene, scene.fan, scene.postId) },
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
  { name: 'activity of a star', read: (scene) => readActivity(scene, scene.star) },
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
