import { eq, sql } from 'drizzle-orm'
import { isVisible } from '@/lib/characters'
import { readClock } from '@/lib/db/clock'
import { newId } from '@/lib/db/ids'
import { posts } from '@/lib/db/tables/content'
import { creators } from '@/lib/db/tables/people'
import type { Tx } from '@/lib/db/transaction'
import type { DomainContext } from '@/lib/domain/context'
import { emitCreatorUpdated } from '@/lib/domain/creators/creator-cards'
import { nextVersion } from '@/lib/domain/versions'
import { AppError, inField } from '@/lib/errors'
import type { PostCard, PostStatus } from '@/lib/schema/posts'
import { type LockedPost, lockPost } from './post-access'
import { requireCard } from './post-views'

/**
 * Makes everybody's what its author alone had: it stands in lists from now on, with a date of now. Who follows is told,
 * unless it is not listed.
 */
export async function publish(
  tx: Tx,
  { id, authorId }: Pick<LockedPost, 'id' | 'authorId'>,
  { listed, now }: { listed: boolean; now: Date },
): Promise<void> {
  await tx.sql
    .update(posts)
    .set({
      status: 'published',
      publishAt: null,
      publishedId: newId(),
      listed,
      createdAt: sql`now()`,
      // Another version: who still writes on the draft is told, and does not write into what is out.
      updatedAt: nextVersion(posts.updatedAt, now),
    })
    .where(eq(posts.id, id))
  if (listed) await announce(tx, await requireCard(tx.sql, id), now)
  else await emitCreatorUpdated(tx, authorId, now)
}

/** Says of a post that is new in lists that it is there, and has who follows notified. */
export async function announce(tx: Tx, card: PostCard, now: Date): Promise<void> {
  tx.emit('post_created', { post: card }, {})
  tx.enqueue('tell-followers', { postId: card.id, after: null })
  // Last: whoever follows waits for the creator's row until the commit.
  await countPosts(tx, { authorId: card.author.id }, 1, now)
}

export async function countPosts(
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

/** What becomes of a post that is not published by this change. Throws `validation_failed` as `schedule`. */
export async function keepUnpublished(
  tx: Tx,
  before: LockedPost,
  status: PostStatus,
  publishAt: string | undefined,
): Promise<void> {
  if (status === 'draft') {
    if (before.status === 'draft') return
    await tx.sql.update(posts).set({ status, publishAt: null }).where(eq(posts.id, before.id))
    return
  }
  await requireWhole(tx, before.id)
  const isAgreed = publishAt === undefined && before.publishAt !== null
  if (!isAgreed) await schedule(tx, before.id, publishAt)
}

/** Has a post published by itself. Throws `validation_failed` without a time, or for one that has passed. */
export async function schedule(tx: Tx, postId: string, publishAt: string | undefined): Promise<void> {
  if (publishAt === undefined) throw missingFields(['publishAt'])
  const at = new Date(publishAt)
  if (at <= (await readClock(tx.sql)))
    throw new AppError('validation_failed', inField('publishAt', { code: 'past' }, 'Must be in the future'))
  await tx.sql.update(posts).set({ status: 'scheduled', publishAt: at }).where(eq(posts.id, postId))
  tx.enqueue('publish-post', { postId }, at)
}

/** By whichever process takes the job; nothing happens where it was published, put off or deleted meanwhile. */
export async function publishScheduled({ db, now }: DomainContext, postId: string): Promise<void> {
  await db.transact(async (tx) => {
    const [row] = await tx.sql.select({ deletedAt: posts.deletedAt }).from(posts).where(eq(posts.id, postId))
    if (row === undefined || row.deletedAt !== null) return
    const post = await lockPost(tx, postId)
    if (post.status !== 'scheduled' || post.publishAt === null) return
    if (post.publishAt > (await readClock(tx.sql))) return
    await publish(tx, post, { listed: true, now: now() })
  })
}

/** Only a draft may be without a title, and without a text where it has no media. Throws `validation_failed`. */
export async function requireWhole(tx: Tx, postId: string): Promise<void> {
  const [row] = await tx.sql
    .select({
      title: posts.title,
      body: posts.body,
      hasMedia: sql<boolean>`exists (select 1 from media m where m.post_id = ${postId})`,
    })
    .from(posts)
    .where(eq(posts.id, postId))
  if (row === undefined) return
  const { title, body, hasMedia } = row
  const isWordless = body === '' ? !hasMedia : !isVisible(body)
  const missing = [...(isVisible(title) ? [] : ['title']), ...(isWordless ? ['body'] : [])]
  if (missing.length > 0) throw missingFields(missing)
}

function missingFields(fields: readonly string[]): AppError {
  return new AppError('validation_failed', {
    errors: Object.fromEntries(fields.map((field) => [field, ['Must not be empty']])),
    issues: Object.fromEntries(fields.map((field) => [field, [{ code: 'required' }]])),
  })
}
