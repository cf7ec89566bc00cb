import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '@/lib/db/database'
import { newId } from '@/lib/db/ids'
import { sqlState, uniqueViolation } from '@/lib/db/sql-errors'
import { comments } from '@/lib/db/tables/content'
import { users } from '@/lib/db/tables/people'
import { openEmptyDatabase } from '@/tests/support/database/empty-database'

const SECRET = 'what-nobody-else-may-read'

let db: Database
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ db, remove } = await openEmptyDatabase())
})
afterAll(() => remove())

/** Everything that a log could show of it. */
function shown(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return [error.message, error.stack, JSON.stringify({ ...error }), error.cause && shown(error.cause)].join(
    '\n',
  )
}

const failing: [string, state: string, () => Promise<unknown>][] = [
  [
    'a row that refers to nothing',
    '23503',
    () =>
      db.transact((tx) =>
        tx.sql.insert(comments).values({ id: newId(), postId: newId(), authorId: newId(), body: SECRET }),
      ),
  ],
  [
    'a row that is there already',
    '23505',
    () =>
      db.transact(async (tx) => {
        for (const _ of [1, 2]) await tx.sql.insert(users).values({ id: newId(), wallet: SECRET })
      }),
  ],
  [
    'a row without what it must have',
    '23502',
    () =>
      db.transact((tx) =>
        tx.sql.execute(sql`insert into users (id, display_name) values (${newId()}, ${SECRET})`),
      ),
  ],
  ['text that is no id', '22P02', () => db.read.select().from(users).where(sql`id = ${SECRET}::uuid`)],
  [
    'text that is no number',
    '22P02',
    () => db.read.select({ n: sql`${SECRET}::int` }).from(sql`(select 1) as one`),
  ],
  [
    'a statement that cannot be read',
    '42601',
    () => db.read.select({ n: sql`select ${SECRET}` }).from(users),
  ],
]

it.each(failing)('%s is told without what it was about', async (_, state, run) => {
  const error = await run().then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(sqlState(error)).toBe(state)
  expect(shown(error)).not.toContain(SECRET)
  expect(shown(error)).toMatch(/insert|select/i)
  if (state === '23505') expect(uniqueViolation(error)).toBe('users_wallet_unique')
})
