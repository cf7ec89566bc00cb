import { eq, sql } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import type { Tx } from '@/lib/db/transaction'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { holdCreatorPage } from '@/lib/domain/creators/own-page'
import { type RequestKey, transactOnce } from '@/lib/domain/once'
import { nextVersion, requireVersion } from '@/lib/domain/versions'
import { AppError } from '@/lib/errors'
import type { KeptPost, Post, PostFields, PostPatch, PostReader, PostStatus } from '@/lib/schema/posts'
import { attachMedia } from './media'
import { mayChangePost } from './policy'
import { type LockedPost, lockPost, noSuchPost, requirePost } from './post-access'
import { readPosts, requireCard } from './post-views'
import { announce, keepUnpublished, publish, requireWhole, schedule } from './publishing'
import { countBuyers, markDeleted, setListed } from './taking-down'
import { isThereFor } from './visibility'

type NewPost = Omit<PostFields, 'tags' | 'commentsOpen' | 'watermarked'> &
  Partial<Pick<PostFields, 'tags' | 'commentsOpen' | 'watermarked'>> & {
    status?: PostStatus
    publishAt?: string
  }

/**
 * Publishes a post, or keeps it until it is; the same request again is the same post. Throws `forbidden` when the user
 * has no creator page, `not_found` for media that is not theirs, `validation_failed` for a time that has passed.
 */
export async function createPost(
  context: DomainContext,
  viewer: Viewer,
  { mediaIds, status = 'published', publishAt, ...fields }: NewPost,
  request: RequestKey | null = null,
): Promise<Post> {
  return transactOnce(context, viewer, request, async (tx) => {
    const id = newId()
    const listed = status === 'published'
    await holdCreatorPage(tx, viewer)
    await tx.sql
      .insert(posts)
      .values({ id, authorId: viewer.userId, ...fields, status: listed ? status : 'draft', listed })
    await attachMedia(tx, viewer, mediaIds, { use: 'post', postId: id })
    if (status === 'scheduled') await schedule(tx, id, publishAt)
    const card = await requireCard(tx.sql, id)
    const post = await readPost(tx.sql, viewer, id, context.now())
    if (listed) await announce(tx, card, context.now())
    else tx.emit('post_updated', { post: card }, {})
    return post
  })
}

/**
 * Changes a post; what is not given stays. Throws `not_found`, `forbidden` for somebody else's post, `conflict` where it
 * is not the `version` any more that the change began with, `already_published` where it would be a draft again,
 * `not_published` where a draft would be listed or not, `validation_failed` where something is missing that only a draft
 * may be without.
 */
export async function updatePost(
  context: DomainContext,
  viewer: Viewer,
  postId: string,
  patch: PostPatch,
): Promise<Post> {
  const { mediaIds, listed, version, status, publishAt, ...fields } = patch
  const now = context.now()
  await context.db.transact(async (tx) => {
    const before = await lockOwnPost(tx, viewer, postId)
    await requireVersion(version, before.updatedAt, () => readPost(tx.sql, viewer, postId, now))
    const wasPublished = before.status === 'published'
    const isPublished = wasPublished || status === 'published'
    if (wasPublished && status !== undefined && status !== 'published')
      throw new AppError('already_published')
    if (!isPublished && listed !== undefined) throw new AppError('not_published')
    await tx.sql
      .update(posts)
      .set({ ...fields, updatedAt: nextVersion(posts.updatedAt, now) })
      .where(eq(posts.id, postId))
    if (mediaIds !== undefined) await attachMedia(tx, viewer, mediaIds, { use: 'post', postId })
    if (!isPublished) await keepUnpublished(tx, before, status ?? before.status, publishAt)
    else await requireWhole(tx, postId)
    if (isPublished && !wasPublished) return publish(tx, before, { listed: listed ?? true, now })
    if (listed !== undefined && listed !== before.listed) await setListed(tx, before, listed, now)
    tx.emit('post_updated', { post: await requireCard(tx.sql, postId) }, {})
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
    if (keptFor === 0) await markDeleted(tx, post, context.now())
    else if (post.listed) await setListed(tx, post, false, context.now())
    return keptFor === 0 ? null : { listed: false, keptFor }
  })
}

/** One of the viewer's own, as `lockPost` locks it. Throws `not_found`, `forbidden` for somebody else's. */
export async function lockOwnPost(
  tx: Tx,
  viewer: Viewer,
  postId: string,
  strength?: 'update',
): Promise<LockedPost> {
  const post = await lockPost(tx, postId, strength)
  if (mayChangePost(viewer, post)) return post
  // Of one that is not there for them others do not learn that it is theirs to leave alone.
  if (!post.listed) throw noSuchPost()
  throw notTheAuthor()
}

/** Throws `not_found`, also for one that is not listed unless it is the viewer's, or bought by them. */
export function getPost({ db, now }: DomainContext, viewer: Viewer | null, postId: string): Promise<Post> {
  return readPost(db.read, viewer, postId, now())
}

/**
 * A post of the viewer's own as another reader would see it once it is out, listed or not. Throws `not_found`, `forbidden`
 * for somebody else's.
 */
export async function previewPost(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  postId: string,
  as: PostReader,
): Promise<Post> {
  const { authorId } = await requirePost(db.read, viewer, postId, now())
  if (viewer === null || !mayChangePost(viewer, { authorId })) throw notTheAuthor()
  const where = sql`${posts.id} = ${postId} and ${posts.authorId} = ${viewer.userId}`
  const [post] = await readPosts(db.read, { where, limit: 1, viewer, now: now(), as })
  if (post === undefined) throw noSuchPost()
  return { ...post, listed: true }
}

function notTheAuthor(): AppError {
  return new AppError('forbidden', { reason: 'not_the_author', detail: 'Only its author may do that.' })
}

async function readPost(reader: Reader, viewer: Viewer | null, postId: string, now: Date): Promise<Post> {
  const where = sql`${posts.id} = ${postId} and ${isThereFor(viewer)}`
  const [post] = await readPosts(reader, { where, limit: 1, viewer, now })
  if (post === undefined) throw noSuchPost()
  return post
}
