import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import { comments } from '@/lib/db/tables/content'
import { creators, follows, notifications, users } from '@/lib/db/tables/people'
import { series } from '@/lib/db/tables/series'
import type { Tx } from '@/lib/db/transaction'
import { lockUser } from '@/lib/domain/accounts/users'
import { emitCreatorUpdated } from '@/lib/domain/creators/creator-cards'
import { addToCount } from '@/lib/domain/posts/comments'
import { takeLikesBack } from '@/lib/domain/posts/likes'

/** Each takes away a few of what somebody who has left left behind, and answers whether there may be more. */
export type Clear = (tx: Tx, userId: string, now: Date) => Promise<boolean>

const FEW = 50
const MANY = 500

/** What they wrote below posts, also what was deleted before. Answers stay, as when a comment is deleted. */
export const clearComments: Clear = async (tx, userId, now) => {
  // In the order of the posts, whose rows the counts are in.
  const rows = await tx.sql
    .select({
      id: comments.id,
      postId: comments.postId,
      authorId: comments.postAuthorId,
      deletedAt: comments.deletedAt,
    })
    .from(comments)
    .where(and(eq(comments.authorId, userId), sql`${comments.body} <> ''`))
    .orderBy(comments.postId, comments.id)
    .limit(FEW)
  for (const { id, postId, authorId, deletedAt } of rows) {
    const [row] = await tx.sql
      .update(comments)
      .set({ body: '', deletedAt: deletedAt ?? now })
      // The job that does the same may have been at it since it was read, and nothing is counted twice.
      .where(
        and(
          eq(comments.id, id),
          sql`${comments.body} <> ''`,
          deletedAt === null ? isNull(comments.deletedAt) : isNotNull(comments.deletedAt),
        ),
      )
      .returning({ id: comments.id })
    if (deletedAt !== null || row === undefined) continue
    const commentsCount = await addToCount(tx, postId, -1)
    tx.emit('comment_deleted', { postId, commentId: id, commentsCount }, { authorId: authorId ?? userId })
  }
  return rows.length === FEW
}

export const clearLikes: Clear = async (tx, userId) => (await takeLikesBack(tx, userId, FEW)) === FEW

export const clearFollowing: Clear = async (tx, userId, now) => {
  const rows = await tx.sql
    .select({ creatorId: follows.creatorId })
    .from(follows)
    .where(eq(follows.userId, userId))
    .orderBy(follows.creatorId)
    .limit(FEW)
  for (const { creatorId } of rows) {
    const gone = await tx.sql
      .delete(follows)
      .where(and(eq(follows.creatorId, creatorId), eq(follows.userId, userId)))
      .returning({ creatorId: follows.creatorId })
    if (gone.length === 0) continue
    await tx.sql
      .update(creators)
      .set({ followersCount: sql`${creators.followersCount} - 1` })
      .where(eq(creators.id, creatorId))
    await emitCreatorUpdated(tx, creatorId, now)
  }
  return rows.length === FEW
}

export const clearFollowers: Clear = async (tx, creatorId) => {
  const gone = await tx.sql
    .delete(follows)
    .where(
      and(
        eq(follows.creatorId, creatorId),
        sql`${follows.userId} = any(array(
          select f.user_id from follows f where f.creator_id = ${creatorId} limit ${MANY}))`,
      ),
    )
    .returning({ userId: follows.userId })
  await tx.sql.update(creators).set({ followersCount: 0 }).where(eq(creators.id, creatorId))
  return gone.length === MANY
}

/** Their user's row is locked, as by who notifies: the count is that of the rows. */
export const clearNotifications: Clear = async (tx, userId) => {
  await lockUser(tx, { userId })
  const rows = await tx.sql
    .select({ id: notifications.id })
    .from(notifications)
    .where(eq(notifications.userId, userId))
    .orderBy(notifications.id)
    .limit(MANY)
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await tx.sql.delete(notifications).where(anyOf(notifications.id, ids))
  if (rows.length === MANY) return true
  await tx.sql.update(users).set({ unreadCount: 0 }).where(eq(users.id, userId))
  return false
}

/** No more than there may be: they go at once, and what was in them is in none. */
export const clearSeries: Clear = async (tx, creatorId) => {
  await tx.sql.delete(series).where(eq(series.creatorId, creatorId))
  return false
}
