import { eq, type SQL, sql } from 'drizzle-orm'
import { positionOf } from '@/lib/db/event-log'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import { creators, users } from '@/lib/db/tables/people'
import { authorColumns, toAuthor } from '@/lib/domain/accounts/authors'
import type { Viewer } from '@/lib/domain/context'
import type { MediaPreview, Post, PostCard } from '@/lib/schema/posts'
import { type Access, decideAccess, holdingsColumns, toHoldings } from './access'

interface MediaRow {
  id: string
  width: number
  height: number
  placeholder: string | null
}

const cardColumns = {
  id: posts.id,
  author: authorColumns,
  title: posts.title,
  teaser: posts.teaser,
  minTier: posts.minTier,
  tierName: sql<string | null>`(
    select t.name from tiers t where t.creator_id = ${posts.authorId} and t.tier = ${posts.minTier})`,
  priceLamports: posts.priceLamports,
  listed: posts.listed,
  likesCount: posts.likesCount,
  commentsCount: posts.commentsCount,
  createdAt: posts.createdAt,
  updatedAt: posts.updatedAt,
  media: sql<MediaRow[]>`(
    select coalesce(json_agg(json_build_object(
      'id', m.id, 'width', m.width, 'height', m.height, 'placeholder', m.placeholder) order by m.place), '[]')
    from media m where m.post_id = ${posts.id})`,
}

type CardRow = Omit<PostCard, 'author' | 'media' | 'createdAt' | 'updatedAt'> & {
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
    minTier: row.minTier,
    tierName: row.tierName ?? null,
    priceLamports: row.priceLamports,
    listed: row.listed,
    media: row.media.map(toPreview),
    likesCount: row.likesCount,
    commentsCount: row.commentsCount,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

function toPreview({ id, width, height, placeholder }: MediaRow): MediaPreview {
  return { id, kind: 'image', width, height, preview: `/api/media/${id}/preview`, placeholder }
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

interface PostSelection {
  /** Which of those that are not deleted. */
  where: SQL
  limit: number
  viewer: Viewer | null
  now: Date
}

/** Posts as this viewer sees them, newest first, each with the position of its channel from the same snapshot. */
export async function readPosts(
  reader: Reader,
  { where, limit, viewer, now }: PostSelection,
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
    .orderBy(sql`${posts.id} desc`)
    .limit(limit)
  return rows.map((row) => {
    const conditions = { authorId: row.author.id, minTier: row.minTier, priceLamports: row.priceLamports }
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
    post.content = { body: row.body, media: row.media.map(({ id }) => ({ id, url: `/api/media/${id}` })) }
  }
  return post
}
