import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { readClock } from '@/lib/db/clock'
import { type Database, openDatabase } from '@/lib/db/database'
import { readEvents, topPosition } from '@/lib/db/event-log'
import { trimEvents } from '@/lib/db/event-trim'
import { newId } from '@/lib/db/ids'
import { handlers } from '@/lib/jobs/handlers'
import { noFilms, noMedia, noPictures } from '@/tests/support/app/no-media'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'

const BEGINNING = new Date(0)

let data: TestDatabase
let db: Database
let postId: string

beforeAll(async () => {
  data = await createTestDatabase()
  db = await openDatabase({ url: data.env.DATABASE_URL, folder: data.env.DATA_DIR ?? '' })
})
afterAll(async () => {
  await db.close()
  await data.remove()
})
beforeEach(() => {
  postId = newId()
})

async function emit(times: number): Promise<void> {
  await db.transact(async (tx) => {
    for (let n = 1; n <= times; n += 1) {
      tx.emit('comment_deleted', { postId, commentId: postId, commentsCount: n }, { authorId: postId })
    }
  })
}

async function offsets(): Promise<number[]> {
  const events = await readEvents(db.read, `post:${postId}`, 0, Number.MAX_SAFE_INTEGER)
  return events.map(({ position }) => Number(position.split('.')[1]))
}

const age = (hours: number, upTo: number) =>
  db.transact((tx) =>
    tx.sql.execute(
      sql`update events set at = at - make_interval(hours => ${hours}) where channel = ${`post:${postId}`} and "offset" <= ${upTo}`,
    ),
  )

it('[S7] takes away what is older than a day, and nothing younger', async () => {
  await emit(5)
  await age(25, 2)
  await age(-2, 1)
  expect(await trimEvents(db, BEGINNING)).toBe(1)
  expect(await offsets()).toEqual([1, 3, 4, 5])
})

it('[S7] keeps the newest thousand of a channel', async () => {
  await emit(1_003)
  await trimEvents(db, BEGINNING)
  const kept = await offsets()
  expect(kept).toHaveLength(1_000)
  expect(kept[0]).toBe(4)
})

it('[S7] keeps the position of a channel whose history is gone', async () => {
  await emit(3)
  await age(25, 3)
  const before = await topPosition(db.read, `post:${postId}`)
  await trimEvents(db, BEGINNING)
  expect(await offsets()).toEqual([])
  expect(await topPosition(db.read, `post:${postId}`)).toEqual(before)
  await emit(1)
  expect(await offsets()).toEqual([4])
})

it('[S7] takes away any number, in portions', async () => {
  await emit(12_000)
  await trimEvents(db, BEGINNING)
  expect(await offsets()).toHaveLength(1_000)
})

it('[S7] goes on next time from where it began by the clock of the database, whatever the process takes for the time', async () => {
  const begunAt = await readClock(db.read)
  vi.useFakeTimers({ toFake: ['Date'], now: begunAt.getTime() + 3_600_000 })
  let saved = new Date(0)
  try {
    await handlers['trim-events'](
      { db, now: () => new Date(), store: noMedia, pictures: noPictures, ...noFilms },
      {
        params: { since: BEGINNING.toISOString() },
        stopping: async () => false,
        async save(_tx, { since }) {
          saved = new Date(since)
        },
      },
    )
    expect(saved.getTime()).toBeGreaterThanOrEqual(begunAt.getTime())
    expect(saved.getTime()).toBeLessThanOrEqual((await readClock(db.read)).getTime())
  } finally {
    vi.useRealTimers()
  }
})
