import { and, eq, ne, type SQL, sql } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import { creators } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import type { Tx } from '@/lib/db/transaction'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { creatorIdOf, emitCreatorUpdated } from '@/lib/domain/creators/creator-cards'
import { type RequestKey, transactOnce } from '@/lib/domain/once'
import { idCursor, pageOf } from '@/lib/domain/paging'
import { nextVersion, requireVersion } from '@/lib/domain/versions'
import { AppError } from '@/lib/errors'
import type { Page, PageQuery } from '@/lib/schema/common'
import type { FeedFilter, KeptPost, Post, PostInput, PostPatch } from '@/lib/schema/posts'
import { attachMedia, letGoOfPost } from './media'
import { mayChangePost } from './policy'
import { type LockedPost, lockPost, noSuchPost } from './post-access'
import { readCard, readPosts } from './post-views'
import { isListed, isThereFor } from './visibility'

/**
 * Publishes a post; the same request again is the same post. Throws `forbidden` when the user has no creator page,
 * `not_found` for media that is not theirs.
 */
export async function createPost(
  context: DomainContext,
  viewer: Viewer,
  input: PostInput,
  request: RequestKey | null = null,
): Promise<Post> {
  const { mediaIds, ...fields } = input
  return transactOnce(context, viewer, request, async (tx) => {
    const id = newId()
    const [creator] = await tx.sql
      .select({ id: creators.id })
      .from(creators)
      .where(eq(creators.id, viewer.userId))
    if (creator === undefined)
      throw new AppError('forbidden', {
        reason: 'no_creator_page',
        detail: 'Turn on your creator page first.',
      })
    await tx.sql.insert(posts).values({ id, authorId: viewer.userId, ...fields })
    await attachMedia(tx, viewer, mediaIds, { use: 'post', postId: id })
    const card = await readCard(tx.sql, id)
    if (card === null) throw noSuchPost()
    tx.emit('post_created', { post: card }, {})
    tx.enqueue('tell-followers', { postId: id, after: null })
    const post = await readPost(tx.sql, viewer, id, context.now())
    // Last: whoever follows waits for the creator's row until the commit.
    await countPosts(tx, { authorId: viewer.userId }, 1, context.now())
    return post
  })
}

/**
 * Changes a post; what is not given stays. Throws `not_found`, `forbidden` for somebody else's post, `conflict` where it
 * is not the `version` any more that the change began with.
 */
export async function updatePost(
  context: DomainContext,
  viewer: Viewer,
  postId: string,
  patch: PostPatch,
): Promise<Post> {
  const { mediaIds, listed, version, ...fields } = patch
  const now = context.now()
  await context.db.transact(async (tx) => {
    const before = await lockOwnPost(tx, viewer, postId)
    await requireVersion(version, before.updatedAt, () => readPost(tx.sql, viewer, postId, now))
    await tx.sql
      .update(posts)
      .set({ ...fields, updatedAt: nextVersion(posts.updatedAt, now) })
      .where(eq(posts.id, postId))
    if (mediaIds !== undefined) await attachMedia(tx, viewer, mediaIds, { use: 'post', postId })
    if (listed !== undefined && listed !== before.listed) await setListed(tx, context, before, listed)
    const card = await readCard(tx.sql, postId)
    if (card === null) throw noSuchPost()
    tx.emit('post_updated', { post: card }, {})
  })
  return getPost(context, viewer, postId)
}

/**
 * Takes a post away from every reader, but never from who has bought it: then it is only listed no more, and that is
 * answered; null where it is deleted. Throws `not_found`, `forbidden`.
 */
export async function deletePost(
  context: DomainContext,
  viewer: Viewer,
  postId: string,
): Promise<KeptPost | null> {
  return context.db.transact(async (tx) => {
    // The whole row: nobody opens a purchase of it from here on.
    const post = await lockOwnPost(tx, viewer, postId, 'update')
    const keptFor = await countBuyers(tx, postId)
    if (keptFor === 0) await markDeleted(tx, context, post)
    else if (post.listed) await setListed(tx, context, post, false)
    return keptFor === 0 ? null : { listed: false, keptFor }
  })
}

/** Payments that are being booked are waited for, and later ones find the post as it is left: none is given and lost. */
async function countBuyers(tx: Tx, postId: string): Promise<number> {
  const isOfPost = eq(purchases.postId, postId)
  await tx.sql
    .select({ id: purchases.id })
    .from(purchases)
    .where(and(isOfPost, ne(purchases.status, 'confirmed')))
    .orderBy(purchases.id)
    .for('no key update')
  return tx.sql.$count(purchases, and(isOfPost, eq(purchases.status, 'confirmed')))
}

async function markDeleted(tx: Tx, { now }: DomainContext, post: LockedPost): Promise<void> {
  await tx.sql.update(posts).set({ deletedAt: now() }).where(eq(posts.id, post.id))
  await letGoOfPost(tx, post.id)
  tx.emit('post_deleted', { postId: post.id }, post)
  if (post.listed) await countPosts(tx, post, -1, now())
}

/** Lists drop it, or have it again; nobody is notified of that. */
async function setListed(tx: Tx, { now }: DomainContext, post: LockedPost, listed: boolean): Promise<void> {
  await tx.sql.update(posts).set({ listed }).where(eq(posts.id, post.id))
  const card = await readCard(tx.sql, post.id)
  if (card === null) throw noSuchPost()
  if (listed) tx.emit('post_created', { post: card }, {})
  else tx.emit('post_deleted', { postId: post.id, kept: true }, post)
  await countPosts(tx, post, listed ? 1 : -1, now())
}

async function countPosts(
  tx: Tx,
  { authorId }: Pick<LockedPost, 'authorId'>,
  step: 1 | -1,
  now: Date,
): Promise<void> {
  await tx.sql
    .update(creators)
    .set({ postsCount: sql`${creators.postsCount} + ${step}` })
    .where(eq(creators.id, authorId))
  await emitCreatorUpdated(tx, authorId, now)
}

async function lockOwnPost(tx: Tx, viewer: Viewer, postId: string, strength?: 'update'): Promise<LockedPost> {
  const post = await lockPost(tx, postId, strength)
  if (mayChangePost(viewer, post)) return post
  // Of one that is not there for them others do not learn that it is theirs to leave alone.
  if (!post.listed) throw noSuchPost()
  throw new AppError('forbidden', { reason: 'not_the_author', detail: 'Only its author may change a post.' })
}

/** Throws `not_found`, also for one that is not listed unless it is the viewer's, or bought by them. */
export function getPost({ db, now }: DomainContext, viewer: Viewer | null, postId: string): Promise<Post> {
  return readPost(db.read, viewer, postId, now())
}

async function readPost(reader: Reader, viewer: Viewer | null, postId: string, now: Date): Promise<Post> {
  const where = sql`${posts.id} = ${postId} and ${isThereFor(viewer)}`
  const [post] = await readPosts(reader, { where, limit: 1, viewer, now })
  if (post === undefined) throw noSuchPost()
  return post
}

/** Newest first. `following` and `subscribed` throw `unauthorized` without a viewer. */
export async function listFeed(
  context: DomainContext,
  viewer: Viewer | null,
  query: PageQuery & { filter: FeedFilter },
): Promise<Page<Post>> {
  const where = sql`${feedCondition(viewer, query, context.now())} and ${isListed}`
  return listPosts(context, viewer, where, query)
}

function feedCondition(viewer: Viewer | null, query: PageQuery & { filter: FeedFilter }, now: Date): SQL {
  if (query.filter === 'all') return sql`true`
  if (viewer === null) throw new AppError('unauthorized')
  return newestOf(
    query.filter === 'following'
      ? sql`select creator_id from follows where user_id = ${viewer.userId}`
      : sql`
          select creator_id from subscriptions
          where user_id = ${viewer.userId} and current_period_end > ${now.toISOString()}`,
    query,
  )
}

/** What may be on this page: of each of these creators the newest, by the index. All their posts may be very many. */
function newestOf(creatorIds: SQL, { cursor, limit }: PageQuery): SQL {
  const before = idCursor(cursor)
  return sql`${posts.id} = any(array(
    select newest.id from (${creatorIds}) creator, lateral (
      select p.id from posts p
      where p.author_id = creator.creator_id and p.deleted_at is null and p.listed
        ${before === undefined ? sql`` : sql`and p.id < ${before}`}
      order by p.id desc limit ${limit + 1}
    ) newest
    order by newest.id desc limit ${limit + 1}))`
}

/** Newest first; creators find their own that are not listed among them. Throws `not_found` for an unknown handle. */
export async function listCreatorPosts(
  context: DomainContext,
  viewer: Viewer | null,
  handle: string,
  query: PageQuery,
): Promise<Page<Post>> {
  const creatorId = await creatorIdOf(context.db.read, handle)
  const which = viewer?.userId === creatorId ? sql`true` : isListed
  return listPosts(context, viewer, sql`${posts.authorId} = ${creatorId} and ${which}`, query)
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
