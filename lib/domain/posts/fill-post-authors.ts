import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'

/** In one transaction: so few that likes and comments go on beside it. */
const AT_ONCE = 2_000

/**
 * Writes the post's author beside likes and comments of releases that did not. Answers how many it wrote; 0 when there
 * are none left, which an index says.
 */
export async function fillPostAuthors(db: Database): Promise<number> {
  const likes = await fill(db, sql`likes`)
  return likes + (await fill(db, sql`comments`))
}

async function fill(db: Database, table: SQL): Promise<number> {
  return db.transact(async (tx) => {
    const { rows } = await tx.sql.execute<{ n: number }>(sql`
      with filled as (
        update ${table} t set post_author_id = posts.author_id from posts
        where posts.id = t.post_id and t.post_author_id is null and t.ctid in (
          select ctid from ${table} where post_author_id is null limit ${AT_ONCE} for no key update skip locked)
        returning 1
      )
      select count(*)::int as n from filled`)
    return rows[0]?.n ?? 0
  })
}
