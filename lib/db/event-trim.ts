import { setImmediate } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { ago } from './clock'
import type { Database } from './database'

/** Who was away for longer reads the data again. */
const KEPT = '24 hours'
/** Twice of what is ever sent again to one reader. */
const KEPT_PER_CHANNEL = 1_000
/** So that nobody waits for a long delete. */
const ROWS_PER_STATEMENT = 5_000

/**
 * Takes away history that nobody is sent any more: by age, and on channels on which something was emitted since
 * `since` also by number. The positions of the channels stay. Answers how many events it took.
 */
export async function trimEvents(db: Database, since: Date): Promise<number> {
  const byAge = sql`select ctid from events where at < ${ago(KEPT)}`
  const byNumber = sql`
    select e.ctid from channels c join events e on e.channel = c.name and e."offset" <= c.top_offset - ${KEPT_PER_CHANNEL}
    where c.name in (select channel from events where at >= ${since.toISOString()})`
  let trimmed = 0
  for (const old of [byAge, byNumber]) {
    for (let rows = ROWS_PER_STATEMENT; rows === ROWS_PER_STATEMENT; trimmed += rows) {
      rows = await db.transact(async (tx) => {
        const deleted = await tx.sql.execute<{ n: number }>(sql`
          with taken as (delete from events where ctid in (${old} limit ${ROWS_PER_STATEMENT}) returning 1)
          select count(*)::int as n from taken`)
        return deleted.rows[0]?.n ?? 0
      })
      // The embedded database answers without the event loop coming around.
      await setImmediate()
    }
  }
  return trimmed
}
