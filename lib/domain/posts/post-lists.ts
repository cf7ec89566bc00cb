import { type SQL, sql } from 'drizzle-orm'
import { firstIdAt } from '@/lib/db/ids'
import { posts } from '@/lib/db/tables/content'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { creatorIdOf } from '@/lib/domain/creators/creator-cards'
import { badCursor, idCursor, pageOf } from '@/lib/domain/paging'
import { AppError } from '@/lib/errors'
import { Id, type Page } from '@/lib/schema/common'
import type { CreatorPostsQuery, Post, PostFilter, PostsQuery } from '@/lib/schema/posts'
import { listUnlocked } from './open-posts'
import { placeOf, placeOfId, placeOfTagged } from './place'
import { readPosts } from './post-views'
import { isListed, isListedForMembers } from './visibility'

const WEEK_MS = 7 * 24 * 60 * 60 * 1000

type FeedQuery = PostsQuery & { filter: PostFilter; tag?: string | undefined }

/**
 * Newest first, but for `loved`: those of the last week with the most likes. `following` and `subscribed` throw
 * `unauthorized` without a viewer.
 */
export async function listFeed(
  context: DomainContext,
  viewer: Viewer | null,
  query: FeedQuery,
): Promise<Page<Post>> {
  const { filter, tag } = query
  if (filter === 'loved') return listLoved(context, viewer, query)
  const bounds: Bounds = { where: (place) => within(query, place), limit: query.limit + 1 }
  const where = sql`${feedCondition(viewer, filter, bounds, context.now(), tag)} and ${filter === 'subscribed' ? isListedForMembers : isListed}`
  return listPosts(context, viewer, where, query)
}

/** What is asked of a feed: of the posts `p`, which stand at `place`, and no more than that. */
interface Bounds {
  where: (place: SQL) => SQL
  limit: number
}

/** Whether a post is in this feed, as far as these bounds reach. Throws `unauthorized` as `listFeed`. */
export function feedCondition(
  viewer: Viewer | null,
  filter: Exclude<PostFilter, 'loved'>,
  bounds: Bounds,
  now: Date,
  tag?: string,
): SQL {
  if (filter === 'all') return tag === undefined ? sql`true` : newestTagged(tag, bounds)
  if (filter === 'open') {
    const isOpen = (p: SQL) => sql`${p}.min_tier is null and ${p}.price_lamports is null`
    return tag === undefined
      ? isOpen(sql`posts`)
      : newestTagged(tag, { ...bounds, where: (place) => sql`${bounds.where(place)} and ${isOpen(sql`p`)}` })
  }
  if (viewer === null) throw new AppError('unauthorized')
  return newestOf(
    filter === 'following'
      ? sql`select creator_id from follows where user_id = ${viewer.userId}`
      : sql`
          select creator_id from subscriptions
          where user_id = ${viewer.userId} and current_period_end > ${now.toISOString()}`,
    bounds,
    filter === 'following' ? sql`p.listed` : sql`(p.listed or p.kept_for_members)`,
    tag,
  )
}

/** What may be within: of each of these creators the newest, by the index. All their posts may be very many. */
function newestOf(creatorIds: SQL, { where, limit }: Bounds, isShown: SQL, tag: string | undefined): SQL {
  const place = tag === undefined ? placeOf('p') : placeOfTagged
  const theirs =
    tag === undefined
      ? sql`from posts p where p.author_id = creator.creator_id and p.deleted_at is null`
      : sql`
          from post_tags t join posts p on p.id = t.post_id
          where t.author_id = creator.creator_id and t.tag = ${tag}`
  return sql`${posts.id} = any(array(
    select newest.id from (${creatorIds}) creator, lateral (
      select p.id, ${place} as place ${theirs} and ${isShown} and ${where(place)}
      order by ${place} desc limit ${limit}
    ) newest
    order by newest.place desc limit ${limit}))`
}

/** The same of all posts with a tag. */
function newestTagged(tag: string, { where, limit }: Bounds): SQL {
  return sql`${posts.id} = any(array(
    select p.id from post_tags t join posts p on p.id = t.post_id
    where t.tag = ${tag} and p.listed and ${where(placeOfTagged)}
    order by ${placeOfTagged} desc limit ${limit}))`
}

/** On this page, or after it. */
function within({ cursor, from }: PostsQuery, place: SQL): SQL {
  const before = idCursor(cursor)
  if (before !== undefined) return sql`${place} < ${placeOfId(before)}`
  return from === undefined ? sql`true` : sql`${place} <= ${placeOfId(from)}`
}

/** Likes come while it is read: a post that rises above the page that was read last is on none of the next. */
async function listLoved(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  { cursor, limit, tag }: FeedQuery,
): Promise<Page<Post>> {
  const after = lovedCursor(cursor)
  const rows = await readPosts(db.read, {
    where: sql`${isListed} and ${placeOf()} >= ${firstIdAt(new Date(now().getTime() - WEEK_MS))} and ${posts.likesCount} > 0
      ${tag === undefined ? sql`` : sql`and ${posts.tags} @> array[${tag}]::text[]`}
      ${after === null ? sql`` : sql`and (${posts.likesCount}, ${placeOf()}) < (${after.likes}, ${placeOfId(after.id)})`}`,
    order: sql`${posts.likesCount} desc, ${placeOf()} desc`,
    limit: limit + 1,
    viewer,
    now: now(),
  })
  return pageOf(rows, limit, ({ likesCount, id }) => `${likesCount}.${id}`)
}

function lovedCursor(cursor: string | undefined): { likes: number; id: string } | null {
  if (cursor === undefined) return null
  const [, likes = '', id = ''] = /^(\d{1,9})\.(.+)$/.exec(cursor) ?? []
  if (likes === '' || !Id.safeParse(id).success) throw badCursor()
  return { likes: Number(likes), id }
}

/**
 * Newest first; creators find their own that are not listed among them. A page of what is open to the reader may be
 * shorter than there is more. Throws `not_found` for an unknown handle.
 */
export async function listCreatorPosts(
  context: DomainContext,
  viewer: Viewer | null,
  handle: string,
  query: PostsQuery & Partial<CreatorPostsQuery>,
): Promise<Page<Post>> {
  const creatorId = await creatorIdOf(context.db.read, handle)
  const isShown = viewer?.userId === creatorId ? sql`${posts.status} = 'published'` : isListed
  const isTheirs = sql`${posts.authorId} = ${creatorId} and ${isShown}`
  const where =
    query.tag === undefined
      ? isTheirs
      : sql`${isTheirs} and ${posts.id} in (
          select t.post_id from post_tags t where t.author_id = ${creatorId} and t.tag = ${query.tag})`
  if (query.filter === 'open')
    return listUnlocked(context, viewer, sql`${where} and ${within(query, placeOf())}`, query)
  if (query.filter !== 'pictures') return listPosts(context, viewer, where, query)
  const hasPictures = sql`(
    select m.id from media m where m.post_id = posts.id and m.media_kind = 'image' limit 1) is not null`
  return listPosts(context, viewer, sql`${where} and ${hasPictures}`, query)
}

async function listPosts(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  where: SQL,
  query: PostsQuery,
): Promise<Page<Post>> {
  const rows = await readPosts(db.read, {
    where: sql`${where} and ${within(query, placeOf())}`,
    limit: query.limit + 1,
    viewer,
    now: now(),
  })
  return pageOf(rows, query.limit, (post) => post.id)
}
