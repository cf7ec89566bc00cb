import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { number, text } from '@/lib/db/computed'
import { posts } from '@/lib/db/tables/content'
import type { Tx } from '@/lib/db/transaction'
import { displayNameOf } from '@/lib/domain/accounts/authors'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { notifyWithin } from '@/lib/domain/notifications/notify'
import { AppError } from '@/lib/errors'
import type { LikeReply } from '@/lib/schema/posts'
import { noSuchPost } from './post-access'
import { isThereFor } from './visibility'

/**
 * Likes a post, whether unlocked or not. Liking twice changes nothing and tells nobody. Throws `not_found`, or
 * `not_published` for who has written it.
 * One statement: first the post's row is locked, which keeps counts exact; only where a like was added does anything
 * follow. Liking, taking it back and liking again is one notification.
 */
export async function likePost(context: DomainContext, viewer: Viewer, postId: string): Promise<LikeReply> {
  const { userId } = viewer
  const rows = await context.db.single((emitting) => {
    const told = notifyWithin(emitting, {
      kind: 'like',
      params: {
        actorId: userId,
        actorName: text(displayNameOf(userId)),
        postId,
        postTitle: text(sql`title`),
      },
      dedupeKey: `like:${postId}:${userId}`,
      userId: sql`author_id`,
      from: sql`recounted where author_id <> ${userId}::uuid`,
    })
    return {
      ctes: sql`
        ${lockedPost(viewer, postId)}, changed as (
          insert into likes (post_id, user_id, post_author_id) select id, ${userId}::uuid, author_id from post
          on conflict do nothing returning post_id
        ), ${recounted(1)}, ${told.ctes}`,
      events: [
        emitting(
          'post_liked',
          { postId, userId, likesCount: number(sql`likes_count`) },
          { authorId: text(sql`author_id`) },
          sql`recounted`,
        ),
        told.event,
      ],
      ...countAfter,
    }
  })
  const [row] = rows
  if (row === undefined) throw await whyNone(context, viewer, postId)
  return { liked: true, likesCount: row.likesCount }
}

/** Takes a like back. Doing it twice changes nothing and tells nobody. Throws `not_found`, or `not_published` as `likePost`. */
export async function unlikePost(context: DomainContext, viewer: Viewer, postId: string): Promise<LikeReply> {
  const { userId } = viewer
  const rows = await context.db.single((emitting) => ({
    ctes: sql`
      ${lockedPost(viewer, postId)}, changed as (
        delete from likes using post where likes.post_id = post.id and likes.user_id = ${userId}::uuid
        returning likes.post_id
      ), ${recounted(-1)}`,
    events: [
      emitting(
        'post_unliked',
        { postId, userId, likesCount: number(sql`likes_count`) },
        { authorId: text(sql`author_id`) },
        sql`recounted`,
      ),
    ],
    ...countAfter,
  }))
  const [row] = rows
  if (row === undefined) throw await whyNone(context, viewer, postId)
  return { liked: false, likesCount: row.likesCount }
}

/** Takes so many of somebody's likes back, of whatever posts they are. Answers of how many. */
export async function takeLikesBack(tx: Tx, userId: string, limit: number): Promise<number> {
  const { rows } = await tx.sql.execute<{ postId: string; authorId: string; likesCount: number }>(sql`
    with post as (
      select id from posts where id = any(array(
        select l.post_id from likes l where l.user_id = ${userId}::uuid order by l.post_id limit ${limit}))
      order by id for no key update
    ), changed as (
      delete from likes using post where likes.post_id = post.id and likes.user_id = ${userId}::uuid
      returning likes.post_id
    ), ${recounted(-1)}
    select id as "postId", author_id as "authorId", likes_count as "likesCount" from recounted order by id`)
  for (const { postId, authorId, likesCount } of rows)
    tx.emit('post_unliked', { postId, userId, likesCount }, { authorId })
  return rows.length
}

function lockedPost(viewer: Viewer, postId: string): SQL {
  return sql`post as (
    select id, author_id, likes_count from posts
    where id = ${postId}::uuid and status = 'published' and ${isThereFor(viewer)} for no key update
  )`
}

function recounted(step: 1 | -1): SQL {
  return sql`recounted as (
    update posts set likes_count = posts.likes_count + ${step}::int from changed where posts.id = changed.post_id
    returning posts.id, posts.author_id, posts.title, posts.likes_count
  )`
}

const countAfter = {
  answer: { likesCount: number(sql`coalesce(recounted.likes_count, post.likes_count)`) },
  from: sql`post left join recounted on true`,
}

/** What is not out yet is there for its author alone. */
async function whyNone({ db }: DomainContext, { userId }: Viewer, postId: string): Promise<AppError> {
  const [waiting] = await db.read
    .select({ id: posts.id })
    .from(posts)
    .where(
      and(
        eq(posts.id, postId),
        eq(posts.authorId, userId),
        ne(posts.status, 'published'),
        isNull(posts.deletedAt),
      ),
    )
  return waiting === undefined ? noSuchPost() : new AppError('not_published')
}
