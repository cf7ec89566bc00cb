import { and, eq, sql } from 'drizzle-orm'
import { posts } from '@/lib/db/tables/content'
import type { Tx } from '@/lib/db/transaction'
import { readAuthor } from '@/lib/domain/accounts/users'
import { notify } from '@/lib/domain/notifications/notify'
import { isListed } from './visibility'

/** In one transaction: so few that likes and reads go on beside it. */
const AT_ONCE = 250

/**
 * Tells the next followers and subscribers of a creator of a post, in the order of their ids, from `after` on. Who has
 * unfollowed meanwhile is not told, nor who came after the post, nor anybody of a post that is gone or no longer listed. Answers the last
 * one who was looked at; null when there is nobody left.
 */
export async function tellFollowers(
  tx: Tx,
  postId: string,
  after: string | null,
  now: Date,
): Promise<string | null> {
  const [post] = await tx.sql
    .select({ title: posts.title, authorId: posts.authorId, createdAt: posts.createdAt })
    .from(posts)
    .where(and(eq(posts.id, postId), isListed))
  if (post === undefined) return null
  const audience = await readAudience(tx, post, after, now)
  const last = audience.at(-1)
  if (last === undefined) return null
  const { displayName } = await readAuthor(tx.sql, post.authorId)
  await notify(
    tx,
    audience.filter((userId) => userId !== post.authorId),
    {
      kind: 'post',
      params: { actorId: post.authorId, actorName: displayName, postId, postTitle: post.title },
      dedupeKey: `post:${postId}`,
    },
  )
  return last
}

/** Each half by its own index, whatever has been told before. */
async function readAudience(
  tx: Tx,
  { authorId, createdAt }: { authorId: string; createdAt: Date },
  after: string | null,
  now: Date,
): Promise<string[]> {
  const next = sql`
    creator_id = ${authorId} and created_at <= ${createdAt.toISOString()}
    and user_id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')`
  const { rows } = await tx.sql.execute<{ user_id: string }>(sql`
    (select user_id from follows where ${next} order by user_id limit ${AT_ONCE})
    union
    (select user_id from subscriptions where ${next} and current_period_end > ${now.toISOString()}
      order by user_id limit ${AT_ONCE})
    order by user_id limit ${AT_ONCE}`)
  return rows.map((row) => row.user_id)
}
