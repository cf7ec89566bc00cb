import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from './reader'
import { events } from './tables/realtime'

/**
 * So long ago, as Postgres writes an interval: `ago('24 hours')`. It stays the same for the length of a statement, so that
 * an index serves it, and stands in its text, so that a plan can know how much it takes in.
 */
export function ago(interval: string): SQL<Date> {
  return sql.raw(`(now() - interval '${interval}')`) as SQL<Date>
}

/** The clock of the database, which is the same for all processes; events are stamped by it. */
export async function readClock(reader: Reader): Promise<Date> {
  const [clock] = await reader
    .select({ at: sql<Date>`at`.mapWith(events.at) })
    .from(sql`(select clock_timestamp() as at) clock`)
  if (clock === undefined) throw new Error('the database does not say what time it is')
  return clock.at
}
