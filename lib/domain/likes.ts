import { type SQL, sql } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import type { LikeReply } from '@/lib/schema/posts'
import { displayNameOf } from './authors'
import type { DomainContext, Viewer } from './context'
import { noSuchPost } from './post-access'

/**
 * Likes a post, whether unlocked or not. Liking twice changes nothing and tells nobody. Throws `not_found`.
 * One statement: first the post's row is locked, which keeps counts exact; only where a like was added does anything
 * follow. Liking, taking it back and liking again is one notification.
 */
export async function likePost({ db }: DomainContext, viewer: Viewer, postId: string): Promise<LikeReply> {
  const { userId } = viewer
  const rows = await db.single<LikeRow>((emitting) => ({
    ctes: sql`
      ${lockedPost(postId)}, changed as (
        insert into likes (post_id, user_id) select id, ${userId}::uuid from post
        on conflict do nothing returning post_id
      ), ${recounted(1)}, noticed as (
        insert into notifications (id, user_id, kind, title, body, href, dedupe_key)
        select ${newId()}::uuid, author_id, 'like', ${displayNameOf(userId)} || ' liked your post', title,
          '/posts/' || id, ${`like:${postId}:${userId}`}
        from recounted where author_id <> ${userId}::uuid
        on conflict (user_id, dedupe_key) do nothing
        returning id, user_id, kind, title, body, href, created_at
      ), notified as (
        update users set unread_count = users.unread_count + 1 from noticed where users.id = noticed.user_id
        returning noticed.*, users.unread_count
      )`,
    events: [
      emitting(
        'post_liked',
        { postId, userId, likesCount: sql`likes_count` },
        { authorId: sql`author_id` },
        sql`recounted`,
      ),
      emitting(
        'notification',
        {
          id: sql`id`,
          kind: sql`kind`,
          title: sql`title`,
          body: sql`body`,
          href: sql`href`,
          createdAt: sql`to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
          unreadCount: sql`unread_count`,
        },
        { userId: sql`user_id` },
        sql`notified`,
      ),
    ],
    select: countAfter,
  }))
  return { liked: true, likesCount: likesCountOf(rows) }
}

/** Takes a like back. Doing it twice changes nothing and tells nobody. Throws `not_found`. */
export async function unlikePost({ db }: DomainContext, viewer: Viewer, postId: string): Promise<LikeReply> {
  const { userId } = viewer
  const rows = await db.single<LikeRow>((emitting) => ({
    ctes: sql`
      ${lockedPost(postId)}, changed as (
        delete from likes using post where likes.post_id = post.id and likes.user_id = ${userId}::uuid
        returning likes.post_id
      ), ${recounted(-1)}`,
    events: [
      emitting(
        'post_unliked',
        { postId, userId, likesCount: sql`likes_count` },
        { authorId: sql`author_id` },
        sql`recounted`,
      ),
    ],
    select: countAfter,
  }))
  return { liked: false, likesCount: likesCountOf(rows) }
}

interface LikeRow {
  likesCount: number
}

function lockedPost(postId: string): SQL {
  return sql`post as (
    select id, likes_count from posts where id = ${postId}::uuid and deleted_at is null for no key update
  )`
}

function recounted(step: 1 | -1): SQL {
  return sql`recounted as (
    update posts set likes_count = posts.likes_count + ${step}::int from changed where posts.id = changed.post_id
    returning posts.id, posts.author_id, posts.title, posts.likes_count
  )`
}

const countAfter = sql`
  select coalesce(recounted.likes_count, post.likes_count) as "likesCount" from post left join recounted on true`

function likesCountOf(rows: readonly LikeRow[]): number {
  const row = rows[0]
  if (row === undefined) throw noSuchPost()
  return row.likesCount
}
