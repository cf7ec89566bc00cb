import { and, eq, isNull, sql } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import { comments, posts } from '@/lib/db/tables/content'
import { creators, users } from '@/lib/db/tables/people'
import type { Tx } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import type { Comment, CommentInput } from '@/lib/schema/comments'
import { Id, type Page, type PageQuery } from '@/lib/schema/common'
import { authorColumns, toAuthor } from './authors'
import type { DomainContext, Viewer } from './context'
import { notify } from './notifications'
import { badCursor, pageOf } from './paging'
import { lockPost, requirePost, requireUnlocked } from './post-access'
import { readAuthor } from './users'

/** The thread a comment stands in: its own id, or that of the comment it answers. */
const thread = sql`coalesce(${comments.parentId}, ${comments.id})`

/**
 * The comments of a post: newest thread first, each with its answers from old to new.
 * Throws `not_found`, `locked`.
 */
export async function listComments(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  postId: string,
  { cursor, limit }: PageQuery,
): Promise<Page<Comment>> {
  await requireUnlocked(db.read, viewer, postId, now())
  const after = cursor === undefined ? undefined : parseCursor(cursor)
  const rows = await db.read
    .select({
      id: comments.id,
      author: authorColumns,
      body: comments.body,
      parentId: comments.parentId,
      createdAt: comments.createdAt,
    })
    .from(comments)
    .innerJoin(users, eq(users.id, comments.authorId))
    .leftJoin(creators, eq(creators.id, comments.authorId))
    .where(
      and(
        eq(comments.postId, postId),
        isNull(comments.deletedAt),
        after &&
          sql`(${thread} < ${after.thread} or (${thread} = ${after.thread} and ${comments.id} > ${after.id}))`,
      ),
    )
    .orderBy(sql`${thread} desc`, comments.id)
    .limit(limit + 1)
  const items = rows.map((row) => ({
    ...row,
    author: toAuthor(row.author),
    createdAt: row.createdAt.toISOString(),
  }))
  return pageOf(items, limit, (last) => `${last.parentId ?? last.id}.${last.id}`)
}

function parseCursor(cursor: string): { thread: string; id: string } {
  const [threadId, id] = cursor.split('.')
  if (!Id.safeParse(threadId).success || !Id.safeParse(id).success) throw badCursor()
  return { thread: threadId as string, id: id as string }
}

/** Throws `not_found`, `locked`, or `validation_failed` when the answered comment is not one of this post. */
export async function addComment(
  { db, now }: DomainContext,
  viewer: Viewer,
  postId: string,
  { body, parentId }: CommentInput,
): Promise<Comment> {
  return db.transact(async (tx) => {
    const post = await lockPost(tx.sql, postId)
    await requireUnlocked(tx.sql, viewer, postId, now())
    const answered = parentId === null ? null : await readAnswered(tx, postId, parentId)

    const id = newId()
    const [row] = await tx.sql
      .insert(comments)
      .values({ id, postId, authorId: viewer.userId, parentId: answered?.thread ?? null, body })
      .returning({ createdAt: comments.createdAt })
    if (row === undefined) throw new Error('the comment was not written')
    const author = await readAuthor(tx.sql, viewer.userId)
    const comment: Comment = {
      id,
      author,
      body,
      parentId: answered?.thread ?? null,
      createdAt: row.createdAt.toISOString(),
    }
    const commentsCount = await addToCount(tx, postId, 1)
    tx.emit('comment_added', { postId, commentId: id, commentsCount, comment }, post)
    await notifyOfComment(tx, {
      postId,
      post,
      comment,
      answeredAuthorId: answered?.authorId ?? null,
      now: now(),
    })
    return comment
  })
}

async function readAnswered(
  tx: Tx,
  postId: string,
  parentId: string,
): Promise<{ thread: string; authorId: string }> {
  const [parent] = await tx.sql
    .select({ id: comments.id, authorId: comments.authorId, parentId: comments.parentId })
    .from(comments)
    .where(and(eq(comments.id, parentId), eq(comments.postId, postId), isNull(comments.deletedAt)))
  if (parent === undefined) {
    throw new AppError('validation_failed', {
      errors: { parentId: ['There is no such comment on this post'] },
    })
  }
  return { thread: parent.parentId ?? parent.id, authorId: parent.authorId }
}

interface CommentFacts {
  postId: string
  post: { authorId: string; title: string }
  comment: Comment
  answeredAuthorId: string | null
  now: Date
}

/** The post's author hears of a comment, the answered one of a reply; nobody of both, nobody of their own. */
async function notifyOfComment(
  tx: Tx,
  { postId, post, comment, answeredAuthorId, now }: CommentFacts,
): Promise<void> {
  const { id: commentId, author, body } = comment
  const href = `/posts/${postId}#comment-${commentId}`
  const dedupeKey = `comment:${commentId}`
  const reply = {
    kind: 'reply',
    title: `${author.displayName} replied to you`,
    // Who was answered may have lost the post since: then they hear of it, but not what it says.
    body: (await isUnlockedFor(tx, answeredAuthorId, postId, now)) ? body : '',
    href,
    dedupeKey,
  } as const
  const direct = {
    kind: 'comment',
    title: `${author.displayName} commented on “${post.title}”`,
    body,
    href,
    dedupeKey,
  } as const
  const notices = new Map<string, typeof reply | typeof direct>([[post.authorId, direct]])
  if (answeredAuthorId !== null) notices.set(answeredAuthorId, reply)
  notices.delete(author.id)
  // In the order of their ids: see `notify`.
  for (const [userId, notice] of [...notices].sort(([a], [b]) => (a < b ? -1 : 1)))
    await notify(tx, [userId], notice)
}

async function isUnlockedFor(tx: Tx, userId: string | null, postId: string, now: Date): Promise<boolean> {
  if (userId === null) return false
  return (await requirePost(tx.sql, { userId }, postId, now)).unlockedBy !== null
}

/** For the comment's author and the post's. Its answers stay. Throws `not_found`, `forbidden`. */
export async function deleteComment(
  { db, now }: DomainContext,
  viewer: Viewer,
  commentId: string,
): Promise<void> {
  await db.transact(async (tx) => {
    const [found] = await tx.sql
      .select({ postId: comments.postId, authorId: comments.authorId })
      .from(comments)
      .where(and(eq(comments.id, commentId), isNull(comments.deletedAt)))
    if (found === undefined) throw new AppError('not_found', { detail: 'There is no such comment.' })
    const post = await lockPost(tx.sql, found.postId)
    if (viewer.userId !== found.authorId && viewer.userId !== post.authorId) throw new AppError('forbidden')

    const deleted = await tx.sql
      .update(comments)
      .set({ deletedAt: now() })
      .where(and(eq(comments.id, commentId), isNull(comments.deletedAt)))
      .returning({ id: comments.id })
    if (deleted.length === 0) return
    const commentsCount = await addToCount(tx, found.postId, -1)
    tx.emit('comment_deleted', { postId: found.postId, commentId, commentsCount }, post)
  })
}

async function addToCount(tx: Tx, postId: string, step: 1 | -1): Promise<number> {
  const [row] = await tx.sql
    .update(posts)
    .set({ commentsCount: sql`${posts.commentsCount} + ${step}` })
    .where(eq(posts.id, postId))
    .returning({ commentsCount: posts.commentsCount })
  return row?.commentsCount ?? 0
}
