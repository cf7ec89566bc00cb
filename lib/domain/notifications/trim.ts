import { sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { firstIdAt } from '@/lib/db/ids'

const DAY_MS = 24 * 60 * 60 * 1000
/** What is older is of no use to anybody: purchases, receipts and the book have places of their own. */
const KEPT_DAYS = 180
/** In one transaction: so few that their readers are not held up. */
const AT_ONCE = 500

/** Takes away the oldest notifications, read or not, and counts the unread ones down. Answers how many it took. */
export async function trimNotifications(db: Database, now: Date): Promise<number> {
  const before = firstIdAt(new Date(now.getTime() - KEPT_DAYS * DAY_MS))
  return db.transact(async (tx) => {
    // The users' rows first, in the order of their ids, as `notify` does.
    const { rows } = await tx.sql.execute<{ n: number }>(sql`
      with old as materialized (
        select id, user_id from notifications where id < ${before} order by id limit ${AT_ONCE}
      ), readers as materialized (
        select id, read_round from users where id in (select user_id from old) order by id for no key update
      ), gone as (
        delete from notifications
        where id in (select old.id from old join readers on readers.id = old.user_id)
        returning user_id, read_at, read_round
      ), counted as (
        select user_id, count(*)::int as n from gone join readers on readers.id = gone.user_id
        where read_at is null and (gone.read_round is null or gone.read_round >= readers.read_round)
        group by user_id
      ), recounted as (
        update users set unread_count = greatest(0, unread_count - counted.n) from counted
        where users.id = counted.user_id
      )
      select count(*)::int as n from gone`)
    return rows[0]?.n ?? 0
  })
}
