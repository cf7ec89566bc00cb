import { eq, type SQL, sql } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import { posts } from '@/lib/db/tables/content'
import { creators } from '@/lib/db/tables/people'
import type { Tx } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import type { Page, PageQuery } from '@/lib/schema/common'
import type { FeedFilter, Post, PostInput, PostPatch } from '@/lib/schema/posts'
import type { DomainContext, Viewer } from './context'
import { creatorIdOf, emitCreatorUpdated } from './creator-cards'
import { useMedia } from './media'
import { notify } from './notifications'
import { idCursor, pageOf } from './paging'
import { lockPost, noSuchPost } from './post-access'
import { readCard, readPosts } from './post-views'

/** Publishes a post. Throws `forbidden` when the user has no creator page, `not_found` for media that is not theirs. */
export async function createPost(context: DomainContext, viewer: Viewer, input: PostInput): Promise<Post> {
  const { mediaIds, ...fields } = input
  const id = newId()
  await context.db.transact(async (tx) => {
    const [creator] = await tx.sql
      .update(creators)
      .set({ postsCount: sql`${creators.postsCount} + 1` })
      .where(eq(creators.id, viewer.userId))
      .returning({ id: creators.id })
    if (creator === undefined) throw new AppError('forbidden', { detail: 'Turn on your creator page first.' })
    await tx.sql.insert(posts).values({ id, authorId: viewer.userId, ...fields })
    await useMedia(tx, viewer, mediaIds, { use: 'post', postId: id })
    const card = await readCard(tx.sql, id)
    if (card === null) throw noSuchPost()
    tx.emit('post_created', { post: card }, {})
    await emitCreatorUpdated(tx, viewer.userId, context.now())
    await notify(tx, await audienceOf(tx, viewer.userId, context.now()), {
      kind: 'post',
      title: `${card.author.displayName} published a post`,
      body: card.title,
      href: `/posts/${id}`,
      dedupeKey: `post:${id}`,
    })
  })
  return getPost(context, viewer, id)
}

/** Who follows the creator or subscribes to them now. */
async function audienceOf(tx: Tx, creatorId: string, now: Date): Promise<string[]> {
  const { rows } = await tx.sql.execute<{ user_id: string }>(sql`
    select user_id from follows where creator_id = ${creatorId}
    union
    select user_id from subscriptions where creator_id = ${creatorId} and current_period_end > ${now.toISOString()}`)
  return rows.map((row) => row.user_id).filter((userId) => userId !== creatorId)
}

/** Changes a post; what is not given stays. Throws `not_found`, `forbidden` for somebody else's post. */
export async function updatePost(
  context: DomainContext,
  viewer: Viewer,
  postId: string,
  patch: PostPatch,
): Promise<Post> {
  const { mediaIds, ...fields } = patch
  await context.db.transact(async (tx) => {
    await lockOwnPost(tx, viewer, postId)
    await tx.sql
      .update(posts)
      .set({ ...fields, updatedAt: context.now() })
      .where(eq(posts.id, postId))
    if (mediaIds !== undefined) await useMedia(tx, viewer, mediaIds, { use: 'post', postId })
    const card = await readCard(tx.sql, postId)
    if (card === null) throw noSuchPost()
    tx.emit('post_updated', { post: card }, {})
  })
  return getPost(context, viewer, postId)
}

/** Takes a post away from every reader, also from those who bought it. Throws `not_found`, `forbidden`. */
export async function deletePost({ db, now }: DomainContext, viewer: Viewer, postId: string): Promise<void> {
  await db.transact(async (tx) => {
    await lockOwnPost(tx, viewer, postId)
    await tx.sql.update(posts).set({ deletedAt: now() }).where(eq(posts.id, postId))
    await tx.sql
      .update(creators)
      .set({ postsCount: sql`${creators.postsCount} - 1` })
      .where(eq(creators.id, viewer.userId))
    tx.emit('post_deleted', { postId }, { authorId: viewer.userId })
    await emitCreatorUpdated(tx, viewer.userId, now())
  })
}

async function lockOwnPost(tx: Tx, viewer: Viewer, postId: string): Promise<void> {
  const { authorId } = await lockPost(tx.sql, postId)
  if (authorId !== viewer.userId)
    throw new AppError('forbidden', { detail: 'Only its author may change a post.' })
}

/** Throws `not_found`. */
export async function getPost(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  postId: string,
): Promise<Post> {
  const [post] = await readPosts(db.read, { where: eq(posts.id, postId), limit: 1, viewer, now: now() })
  if (post === undefined) throw noSuchPost()
  return post
}

/** Newest first. `following` and `subscribed` throw `unauthorized` without a viewer. */
export async function listFeed(
  context: DomainContext,
  viewer: Viewer | null,
  query: PageQuery & { filter: FeedFilter },
): Promise<Page<Post>> {
  return listPosts(context, viewer, feedCondition(viewer, query.filter, context.now()), query)
}

function feedCondition(viewer: Viewer | null, filter: FeedFilter, now: Date): SQL {
  if (filter === 'all') return sql`true`
  if (viewer === null) throw new AppError('unauthorized')
  return filter === 'following'
    ? sql`${posts.authorId} in (select creator_id from follows where user_id = ${viewer.userId})`
    : sql`${posts.authorId} in (
        select creator_id from subscriptions where user_id = ${viewer.userId} and current_period_end > ${now.toISOString()})`
}

/** Newest first. Throws `not_found` for an unknown handle. */
export async function listCreatorPosts(
  context: DomainContext,
  viewer: Viewer | null,
  handle: string,
  query: PageQuery,
): Promise<Page<Post>> {
  const creatorId = await creatorIdOf(context.db.read, handle)
  return listPosts(context, viewer, eq(posts.authorId, creatorId), query)
}

async function listPosts(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  where: SQL,
  query: PageQuery,
): Promise<Page<Post>> {
  const before = idCursor(query.cursor)
  const rows = await readPosts(db.read, {
    where: before === undefined ? where : sql`${where} and ${posts.id} < ${before}`,
    limit: query.limit + 1,
    viewer,
    now: now(),
  })
  return pageOf(rows, query.limit, (post) => post.id)
}
