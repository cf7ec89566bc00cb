import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '@/lib/db/database'
import { newId } from '@/lib/db/ids'
import { jobs } from '@/lib/db/tables/jobs'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'
import { runScript } from '@/tests/support/processes/run-script'

const [WAITING, RUNNING, FAILED, OTHER] = [newId(), newId(), newId(), newId()]
const HOUR_MS = 3_600_000

let data: TestDatabase
beforeAll(async () => {
  data = await createTestDatabase()
  const soon = new Date(Date.now() + HOUR_MS)
  const given = { failedAt: new Date(), attempts: 10, lastError: 'the store is full' }
  await withDatabase((db) =>
    db.transact((tx) =>
      tx.sql.insert(jobs).values([
        { id: WAITING, kind: 'remind-of-ends', params: {}, runAt: soon },
        { id: RUNNING, kind: 'trim-events', params: {}, lockedUntil: soon, attempts: 1 },
        { id: FAILED, kind: 'delete-unused-media', params: {}, ...given },
        { id: OTHER, kind: 'delete-unused-media', params: {}, ...given },
      ]),
    ),
  )
})
afterAll(() => data.remove())

/** Only the one who has it open can work on embedded data: it is closed again for the command. */
async function withDatabase<T>(
  work: (db: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>,
): Promise<T> {
  const db = await openDatabase({ url: data.env.DATABASE_URL, folder: data.env.DATA_DIR ?? '' })
  return work(db).finally(() => db.close())
}

const run = (...args: string[]) => runScript('jobs', data.env, ...args)

const failedAt = (id: string) =>
  withDatabase(async (db) => (await db.read.select().from(jobs).where(eq(jobs.id, id)))[0]?.failedAt)

it('lists what was given up first and why, then what runs and what waits', async () => {
  const { code, out, err } = await run()
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const lines = out.trim().split('\n')
  const givenUp = expect.stringMatching(/^\S+ delete-unused-media \{\} given up, \S+, attempts: 10$/)
  expect(lines.slice(0, 4)).toEqual([givenUp, '  the store is full', givenUp, '  the store is full'])
  expect(lines.slice(0, 4).join()).toContain(FAILED)
  expect(lines.slice(0, 4).join()).toContain(OTHER)
  expect(lines.slice(4)).toEqual([
    expect.stringMatching(`^${RUNNING} trim-events \\{\\} running, \\S+, attempts: 1$`),
    expect.stringMatching(`^${WAITING} remind-of-ends \\{\\} waiting, \\S+, attempts: 0$`),
    '4 jobs.',
  ])
})

it('lets what was given up be tried again: one, then all that are left, and nothing else', async () => {
  expect((await run('retry', WAITING)).out).toMatch(/^0 will be tried again\./)
  expect((await run('retry', FAILED)).out).toMatch(/^1 will be tried again\./)
  expect(await failedAt(FAILED)).toBeNull()
  expect(await failedAt(OTHER)).toBeInstanceOf(Date)
  expect((await run('retry', 'all')).out).toMatch(/^1 will be tried again\./)
  expect(await failedAt(OTHER)).toBeNull()
})

it('says how it is used where it is asked for something else', async () => {
  for (const args of [['retry'], ['retry', 'some'], ['delete', 'all'], ['retry', 'all', 'twice']])
    expect(await run(...args)).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^Usage: npm run jobs/),
    })
})
