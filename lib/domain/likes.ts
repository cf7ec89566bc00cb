import { and, eq, sql } from 'drizzle-orm'
import { likes, posts } from '@/lib/db/tables'
import type { Tx } from '@/lib/db/transaction'
import type { LikeReply } from '@/lib/schema/posts'
import type { DomainContext, Viewer } from './context'
import { notify } from './notifications'
import { noSuchPost } from './post-access'
import { readAuthor } from './users'

/** Likes a post, whether unlocked or not. Liking twice changes nothing and tells nobody. Throws `not_found`. */
export async function likePost({ db }: DomainContext, viewer: Viewer, postId: string): Promise<LikeReply> {
  return db.transact(async (tx) => {
    const post = await readLikes(tx, postId)
    const added = await tx.sql
      .insert(likes)
      .values({ postId, userId: viewer.userId })
      .onConflictDoNothing()
      .returning({ postId: likes.postId })
    if (added.length === 0) return { liked: true, likesCount: post.likesCount }

    const likesCount = await addToCount(tx, postId, 1)
    tx.emit('post_liked', { postId, userId: viewer.userId, likesCount }, post)
    if (post.authorId !== viewer.userId) {
      const { displayName } = await readAuthor(tx.sql, viewer.userId)
      await notify(tx, [post.authorId], {
        kind: 'like',
        title: `${displayName} liked your post`,
        body: post.title,
        href: `/posts/${postId}`,
        // Liking, taking it back and liking again is one notification.
        dedupeKey: `like:${postId}:${viewer.userId}`,
      })
    }
    return { liked: true, likesCount }
  })
}

/** Takes a like back. Doing it twice changes nothing and tells nobody. Throws `not_found`. */
export async function unlikePost({ db }: DomainContext, viewer: Viewer, postId: string): Promise<LikeReply> {
  return db.transact(async (tx) => {
    const post = await readLikes(tx, postId)
    const removed = await tx.sql
      .delete(likes)
      .where(and(eq(likes.postId, postId), eq(likes.userId, viewer.userId)))
      .returning({ postId: likes.postId })
    if (removed.length === 0) return { liked: false, likesCount: post.likesCount }

    const likesCount = await addToCount(tx, postId, -1)
    tx.emit('post_unliked', { postId, userId: viewer.userId, likesCount }, post)
    return { liked: false, likesCount }
  })
}

async function readLikes(tx: Tx, postId: string) {
  const [post] = await tx.sql
    .select({ authorId: posts.authorId, title: posts.title, likesCount: posts.likesCount })
    .from(posts)
    .where(sql`${posts.id} = ${postId} and ${posts.deletedAt} is null`)
  if (post === undefined) throw noSuchPost()
  return post
}

/** In place, so that the row lock keeps concurrent likes exact. */
async function addToCount(tx: Tx, postId: string, step: 1 | -1): Promise<number> {
  const [row] = await tx.sql
    .update(posts)
    .set({ likesCount: sql`${posts.likesCount} + ${step}` })
    .where(sql`${posts.id} = ${postId} and ${posts.deletedAt} is null`)
    .returning({ likesCount: posts.likesCount })
  if (row === undefined) throw noSuchPost()
  return row.likesCount
}
