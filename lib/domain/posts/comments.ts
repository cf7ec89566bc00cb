import { and, eq, isNull, sql } from 'drizzle-orm'
import { shorten } from '@/lib/characters'
import { newId } from '@/lib/db/ids'
import { comments, posts } from '@/lib/db/tables/content'
import { creators, users } from '@/lib/db/tables/people'
import type { Tx } from '@/lib/db/transaction'
import { authorColumns, toAuthor } from '@/lib/domain/accounts/authors'
import { readAuthor } from '@/lib/domain/accounts/users'
import { type DomainContext, type Viewer, viewerOf } from '@/lib/domain/context'
import { notify } from '@/lib/domain/notifications/notify'
import { type RequestKey, transactOnce } from '@/lib/domain/once'
import { badCursor, pageOf } from '@/lib/domain/paging'
import { AppError, inField } from '@/lib/errors'
import type { Comment, CommentInput } from '@/lib/schema/comments'
import { Id, type Page, type PageQuery } from '@/lib/schema/common'
import type { NoticeOf } from '@/lib/schema/notices'
import { mayDeleteComment } from './policy'
import { lockPost, readAccess, requireUnlocked } from './post-access'

/** How much of a comment a notification says. */
const EXCERPT_CHARACTERS = 200

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
  const isNext = and(
    eq(comments.postId, postId),
    isNull(comments.deletedAt),
    // Spelled so that the index can begin at the thread.
    after &&
      sql`${thread} <= ${after.thread} and (${thread} < ${after.thread} or ${comments.id} > ${after.id})`,
  )
  // The ids by themselves, in the order of the index: joined first, all comments of the post would be sorted.
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
      sql`${comments.id} = any(array(
        select ${comments.id} from ${comments} where ${isNext} order by ${thread} desc, ${comments.id} limit ${limit + 1}))`,
    )
    .orderBy(sql`${thread} desc`, comments.id)
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

/**
 * The same request again is the same comment. Throws `not_found`, `locked`, `not_published`, `comments_closed`, or
 * `validation_failed` when the answered comment is not one of this post.
 */
export async function addComment(
  context: DomainContext,
  viewer: Viewer,
  postId: string,
  { body, parentId }: CommentInput,
  request: RequestKey | null = null,
): Promise<Comment> {
  const { now } = context
  return transactOnce(context, viewer, request, async (tx) => {
    const post = await lockPost(tx, postId)
    await requireUnlocked(tx.sql, viewer, postId, now())
    if (post.status !== 'published') throw new AppError('not_published')
    if (!post.commentsOpen) throw new AppError('comments_closed')
    const answered = parentId === null ? null : await readAnswered(tx, postId, parentId)

    const id = newId()
    const [row] = await tx.sql
      .insert(comments)
      .values({
        id,
        postId,
        postAuthorId: post.authorId,
        authorId: viewer.userId,
        parentId: answered?.thread ?? null,
        body,
      })
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

/** What was deleted meanwhile can still be answered as long as something is left of its thread; nobody is told of that. */
async function readAnswered(
  tx: Tx,
  postId: string,
  parentId: string,
): Promise<{ thread: string; authorId: string | null }> {
  const { id, authorId, parentId: threadId, deletedAt } = comments
  const [parent] = await tx.sql
    .select({ id, authorId, threadId, deletedAt })
    .from(comments)
    .where(and(eq(id, parentId), eq(comments.postId, postId)))
  if (parent !== undefined && parent.deletedAt === null)
    return { thread: parent.threadId ?? parent.id, authorId: parent.authorId }
  const left = parent && (await hasComments(tx, postId, parent.threadId ?? parent.id))
  if (!left) {
    throw new AppError(
      'validation_failed',
      inField('parentId', { code: 'gone' }, 'What this answers is not there, or not there any more'),
    )
  }
  return { thread: parent.threadId ?? parent.id, authorId: null }
}

async function hasComments(tx: Tx, postId: string, threadId: string): Promise<boolean> {
  const [row] = await tx.sql
    .select({ id: comments.id })
    .from(comments)
    .where(and(eq(comments.postId, postId), isNull(comments.deletedAt), sql`${thread} = ${threadId}`))
    .limit(1)
  return row !== undefined
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
  const { author, body } = comment
  const facts = { actorId: author.id, actorName: author.displayName, postId, commentId: comment.id }
  const excerpt = shorten(body, EXCERPT_CHARACTERS)
  const notices = new Map<string, NoticeOf<'comment' | 'reply'>>([
    [post.authorId, { kind: 'comment', params: { ...facts, postTitle: post.title, excerpt } }],
  ])
  if (answeredAuthorId !== null) {
    // Who was answered may have lost the post since: then they hear of it, but not what it says. Where it is there for
    // them no more, they hear nothing.
    const access = (await readAccess(tx.sql, viewerOf(answeredAuthorId), [postId], now)).get(postId)
    if (access !== undefined) {
      const isUnlocked = access.unlockedBy !== null
      notices.set(answeredAuthorId, {
        kind: 'reply',
        params: { ...facts, excerpt: isUnlocked ? excerpt : '' },
      })
    }
  }
  notices.delete(author.id)
  // In the order of their ids: see `notify`.
  for (const [userId, notice] of [...notices].sort(([a], [b]) => (a < b ? -1 : 1)))
    await notify(tx, [userId], { ...notice, dedupeKey: `comment:${comment.id}` })
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
    if (found === undefined)
      throw new AppError('not_found', { reason: 'no_such_comment', detail: 'There is no such comment.' })
    const post = await lockPost(tx, found.postId)
    if (!mayDeleteComment(viewer, found, post)) throw new AppError('forbidden')

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

export async function addToCount(tx: Tx, postId: string, step: number): Promise<number> {
  const [row] = await tx.sql
    .update(posts)
    .set({ commentsCount: sql`${posts.commentsCount} + ${step}` })
    .where(eq(posts.id, postId))
    .returning({ commentsCount: posts.commentsCount })
  return row?.commentsCount ?? 0
}
