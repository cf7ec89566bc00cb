import { sql } from 'drizzle-orm'
import { positionOf } from '@/lib/db/event-log'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { requirePost } from '@/lib/domain/posts/post-access'
import { isListedFor } from '@/lib/domain/posts/visibility'
import type { PostSeries } from '@/lib/schema/series'

interface PartRow {
  id: string
  creatorId: string
  title: string
  part: number
  postsCount: number
  previousId: string | null
  previousTitle: string | null
  nextId: string | null
  nextTitle: string | null
  position: string
}

/**
 * Where a post stands in its series, and what is before and after it, among what this reader sees in lists: null where it is
 * in none, or does not stand there for them. Throws `not_found`.
 */
export async function getPostSeries(
  { db, now }: DomainContext,
  viewer: Viewer | null,
  postId: string,
): Promise<PostSeries> {
  const [row] = await db.read
    .select({
      id: sql<string>`found.id`,
      creatorId: sql<string>`found.creator_id`,
      title: sql<string>`found.title`,
      part: sql<number>`found.part`,
      postsCount: sql<number>`found.posts_count`,
      previousId: sql<string | null>`found.previous_id`,
      previousTitle: sql<string | null>`found.previous_title`,
      nextId: sql<string | null>`found.next_id`,
      nextTitle: sql<string | null>`found.next_title`,
      position: positionOf(sql`'creator:' || found.creator_id`),
    })
    .from(
      sql`(
        select posts.id as post_id, s.id, s.creator_id, s.title,
          (row_number() over in_order)::int as part, (count(*) over ())::int as posts_count,
          lag(posts.id) over in_order as previous_id, lag(posts.title) over in_order as previous_title,
          lead(posts.id) over in_order as next_id, lead(posts.title) over in_order as next_title
        from series_posts own
          join series s on s.id = own.series_id
          join series_posts sp on sp.series_id = s.id
          join posts on posts.id = sp.post_id
        where own.post_id = ${postId}::uuid and ${isListedFor(viewer)}
        window in_order as (order by sp.place)
      ) found`,
    )
    .where(sql`found.post_id = ${postId}::uuid`)
  if (row === undefined) await requirePost(db.read, viewer, postId, now())
  return { series: row === undefined ? null : toPart(row) }
}

function toPart(row: PartRow) {
  const { id, creatorId, title, part, postsCount, position } = row
  const to = (postId: string | null, postTitle: string | null) =>
    postId === null ? null : { id: postId, title: postTitle ?? '' }
  return {
    id,
    creatorId,
    title,
    part,
    postsCount,
    previous: to(row.previousId, row.previousTitle),
    next: to(row.nextId, row.nextTitle),
    position,
  }
}
