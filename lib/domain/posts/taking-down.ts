import { and, eq, ne } from 'drizzle-orm'
import { posts } from '@/lib/db/tables/content'
import { purchases } from '@/lib/db/tables/purchases'
import { seriesPosts } from '@/lib/db/tables/series'
import type { Tx } from '@/lib/db/transaction'
import { letGoOfPost } from './media'
import type { LockedPost } from './post-access'
import { requireCard } from './post-views'
import { countPosts } from './publishing'

/** Payments that are being booked are waited for, and later ones find the post as it is left: none is given and lost. */
export async function countBuyers(tx: Tx, postId: string): Promise<number> {
  const isOfPost = eq(purchases.postId, postId)
  await tx.sql
    .select({ id: purchases.id })
    .from(purchases)
    .where(and(isOfPost, ne(purchases.status, 'confirmed')))
    .orderBy(purchases.id)
    .for('no key update')
  return tx.sql.$count(purchases, and(isOfPost, eq(purchases.status, 'confirmed')))
}

/** Of a post that is locked. */
export async function markDeleted(tx: Tx, post: LockedPost, now: Date): Promise<void> {
  await tx.sql.update(posts).set({ deletedAt: now }).where(eq(posts.id, post.id))
  await letGoOfPost(tx, post.id)
  await tx.sql.delete(seriesPosts).where(eq(seriesPosts.postId, post.id))
  tx.emit('post_deleted', { postId: post.id }, post)
  if (post.listed) await countPosts(tx, post, -1, now)
}

/** Lists drop it, or have it again; nobody is notified of that. */
export async function setListed(tx: Tx, post: LockedPost, listed: boolean, now: Date): Promise<void> {
  await tx.sql.update(posts).set({ listed }).where(eq(posts.id, post.id))
  if (listed) tx.emit('post_created', { post: await requireCard(tx.sql, post.id) }, {})
  else tx.emit('post_deleted', { postId: post.id, kept: true }, post)
  await countPosts(tx, post, listed ? 1 : -1, now)
}
