import { sql } from 'drizzle-orm'
import type { DomainContext } from '@/lib/domain/context'
import { creatorIdOf } from '@/lib/domain/creators/creator-cards'
import { LIMITS } from '@/lib/schema/limits'
import { placeOf } from './place'
import { isListed } from './visibility'

/** So many of the newest posts say what it is about by now. */
const NEWEST = 500

/** The tags that newer posts have most often, of all or of one creator. Throws `not_found` for an unknown handle. */
export async function listTags(
  { db }: DomainContext,
  { creator }: { creator?: string | undefined } = {},
): Promise<{ items: string[] }> {
  const whose =
    creator === undefined ? sql`true` : sql`posts.author_id = ${await creatorIdOf(db.read, creator)}`
  const rows = await db.read
    .select({ tag: sql<string>`tag` })
    .from(
      sql`(select tags from posts where ${isListed} and ${whose} order by ${placeOf()} desc limit ${NEWEST}) newest, unnest(newest.tags) tag`,
    )
    .groupBy(sql`tag`)
    .orderBy(sql`count(*) desc, tag`)
    .limit(LIMITS.exploreTags)
  return { items: rows.map(({ tag }) => tag) }
}
