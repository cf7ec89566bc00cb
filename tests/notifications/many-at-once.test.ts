import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '@/lib/db/database'
import { notifications, users } from '@/lib/db/tables/people'
import { subscriptions } from '@/lib/db/tables/purchases'
import { grownBy, seedGrown } from '@/lib/demo/grown'
import { announceEnds } from '@/lib/domain/money/subscriptions/subscriptions'
import { trimNotifications } from '@/lib/domain/notifications/trim'
import { DAY } from '@/tests/support/app/clock'
import { openEmptyDatabase } from '@/tests/support/database/empty-database'

let db: Database
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ db, remove } = await openEmptyDatabase())
  await seedGrown(db, grownBy(1_000))
})
afterAll(() => remove())

async function one(query: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await db.transact((tx) => tx.sql.execute<{ n: number }>(query))
  return rows[0]?.n ?? 0
}

it('takes what is older than 180 days, in parts, and counts unread ones down', async () => {
  const old = sql`select count(*)::int as n from notifications where created_at < now() - interval '180 days'`
  const [before, oldOnes] = [await one(sql`select count(*)::int as n from notifications`), await one(old)]
  expect(oldOnes).toBeGreaterThan(500)
  const parts: number[] = []
  for (let taken = 1; taken > 0; ) {
    taken = await trimNotifications(db, new Date())
    parts.push(taken)
  }
  expect(Math.max(...parts)).toBe(500)
  expect(await one(old)).toBe(0)
  expect(await one(sql`select count(*)::int as n from notifications`)).toBe(before - oldOnes)
  const miscounted = await db.read
    .select({ id: users.id })
    .from(users)
    .where(sql`${users.unreadCount} <> (
      select count(*) from ${notifications} where ${notifications.userId} = ${users.id} and ${notifications.readAt} is null)`)
  expect(miscounted).toEqual([])
})

it('tells ends that come all at once in parts, each once, whoever asks at the same time', async () => {
  const in100Days = new Date(Date.now() + 100 * DAY)
  const context = { db, now: () => in100Days }
  const due = await one(sql`select count(*)::int as n from subscriptions where not end_announced`)
  expect(due).toBeGreaterThan(300)
  let told = 0
  for (let round: number[] = [1]; Math.max(...round) > 0; ) {
    round = await Promise.all([announceEnds(context), announceEnds(context)])
    expect(Math.max(...round)).toBeLessThanOrEqual(100)
    told += round.reduce((sum, n) => sum + n, 0)
  }
  expect(told).toBe(due)
  expect(await db.read.select().from(subscriptions).where(sql`not ${subscriptions.endAnnounced}`)).toEqual([])
  const notices = sql`select count(*)::int as n from notifications where dedupe_key like 'ended:%'`
  expect(await one(notices)).toBe(due)
})
