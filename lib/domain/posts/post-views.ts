import { eq, type SQL, sql } from 'drizzle-orm'
import { positionOf } from '@/lib/db/event-log'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import { creators, users } from '@/lib/db/tables/people'
import { authorColumns, toAuthor } from '@/lib/domain/accounts/authors'
import type { Viewer } from '@/lib/domain/context'
import type { Post, PostCard, PostReader, PostStatus } from '@/lib/schema/posts'
import { type Access, decideAccess, holdingsAs, holdingsColumns, toHoldings } from './access'
import { parseMarkdown } from './markdown'
import { isReady, type MediaRow, postMedia, toOpenMedia, toPreview } from './media-views'
import { placeOf } from './place'
import { noSuchPost } from './post-access'

const cardColumns = {
  id: posts.id,
  author: authorColumns,
  title: posts.title,
  teaser: posts.teaser,
  hasText: sql<boolean>`${posts.body} <> ''`,
  minTier: posts.minTier,
  tierName: sql<string | null>`(
    select t.name from tiers t where t.creator_id = ${posts.authorId} and t.tier = ${posts.minTier})`,
  tierPriceLamports: sql<string | null>`(
    select t.price_lamports from tiers t where t.creator_id = ${posts.authorId} and t.tier = ${posts.minTier})`,
  priceLamports: posts.priceLamports,
  listed: posts.listed,
  status: posts.status,
  publishAt: posts.publishAt,
  commentsOpen: posts.commentsOpen,
  watermarked: posts.watermarked,
  tags: posts.tags,
  likesCount: posts.likesCount,
  commentsCount: posts.commentsCount,
  createdAt: posts.createdAt,
  updatedAt: posts.updatedAt,
  media: postMedia(posts.id),
}

type CardRow = Omit<
  PostCard,
  | 'author'
  | 'media'
  | 'tierPriceLamports'
  | 'status'
  | 'publishAt'
  | 'publishedAt'
  | 'createdAt'
  | 'updatedAt'
> & {
  status: PostStatus
  publishAt: Date | null
  tierPriceLamports: string | null
  author: Parameters<typeof toAuthor>[0]
  media: MediaRow[]
  createdAt: Date
  updatedAt: Date
}

function toCard(row: CardRow): PostCard {
  return {
    id: row.id,
    author: toAuthor(row.author),
    title: row.title,
    teaser: row.teaser,
    hasText: row.hasText ?? true,
    minTier: row.minTier,
    tierName: row.tierName ?? null,
    tierPriceLamports: row.tierPriceLamports === null ? null : BigInt(row.tierPriceLamports),
    priceLamports: row.priceLamports,
    listed: row.listed,
    status: row.status,
    publishAt: row.publishAt?.toISOString() ?? null,
    publishedAt: row.status === 'published' ? row.createdAt.toISOString() : null,
    commentsOpen: row.commentsOpen ?? true,
    watermarked: row.watermarked ?? false,
    media: row.media.filter(isReady).map(toPreview),
    tags: row.tags ?? [],
    likesCount: row.likesCount,
    commentsCount: row.commentsCount,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

/** The public card of a post that is not deleted; null otherwise. */
export async function readCard(reader: Reader, postId: string): Promise<PostCard | null> {
  const [row] = await reader
    .select(cardColumns)
    .from(posts)
    .innerJoin(users, eq(users.id, posts.authorId))
    .innerJoin(creators, eq(creators.id, posts.authorId))
    .where(sql`${posts.id} = ${postId} and ${posts.deletedAt} is null`)
  return row ? toCard(row) : null
}

/** The same of a post that is there. Throws `not_found` otherwise. */
export async function requireCard(reader: Reader, postId: string): Promise<PostCard> {
  const card = await readCard(reader, postId)
  if (card === null) throw noSuchPost()
  return card
}

interface PostSelection {
  /** Which of those that are not deleted. */
  where: SQL
  limit: number
  viewer: Viewer | null
  now: Date
  /** Newest first, unless it is said. */
  order?: SQL
  /** As such a reader would see them, in place of the viewer. Ask for nothing but what is the viewer's own. */
  as?: PostReader | undefined
}

/** Posts as this viewer sees them, each with the position of its channel from the same snapshot. */
export async function readPosts(
  reader: Reader,
  { where, limit, viewer, now, order = sql`${placeOf()} desc`, as }: PostSelection,
): Promise<Post[]> {
  const liked = viewer
    ? // Not `exists`, as in access.ts: with millions of likes all of them were read.
      sql<boolean>`(select l.user_id from likes l where l.post_id = ${posts.id} and l.user_id = ${viewer.userId}) is not null`
    : sql<boolean>`false`
  const rows = await reader
    .select({
      ...cardColumns,
      ...holdingsColumns(viewer, now),
      body: posts.body,
      liked,
      position: positionOf(sql`'post:' || ${posts.id}`),
    })
    .from(posts)
    .innerJoin(users, eq(users.id, posts.authorId))
    .innerJoin(creators, eq(creators.id, posts.authorId))
    .where(sql`${where} and ${posts.deletedAt} is null`)
    .orderBy(order)
    .limit(limit)
  return rows.map((row) => {
    const conditions = { authorId: row.author.id, minTier: row.minTier, priceLamports: row.priceLamports }
    if (as !== undefined) return toPost({ ...row, liked: false }, decideAccess(conditions, holdingsAs(as)))
    return toPost(row, decideAccess(conditions, toHoldings(viewer, row)))
  })
}

/** The only place where a body leaves the database. */
function toPost(
  row: CardRow & { body: string; liked: boolean; position: string },
  { unlockedBy, until }: Access,
): Post {
  const post: Post = {
    ...toCard(row),
    unlocked: unlockedBy !== null,
    unlockedBy,
    unlockedUntil: until?.toISOString() ?? null,
    liked: row.liked,
    position: row.position,
  }
  if (unlockedBy !== null) {
    const pictureIds = row.media.filter(({ kind }) => kind === 'image').map(({ id }) => id)
    post.content = {
      body: row.body,
      blocks: parseMarkdown(row.body, pictureIds),
      // What is not ready only its author sees.
      media: (unlockedBy === 'author' ? row.media : row.media.filter(isReady)).map(toOpenMedia),
    }
  }
  return post
}
