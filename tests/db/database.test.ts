import { eq, type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigError } from '@/lib/config'
import { jsonObject, number, text } from '@/lib/db/computed'
import { type Database, openDatabase } from '@/lib/db/database'
import { readEvents, topPosition } from '@/lib/db/event-log'
import { newId } from '@/lib/db/ids'
import type { Emitting } from '@/lib/db/single-statement'
import { sqlState } from '@/lib/db/sql-errors'
import { users } from '@/lib/db/tables/people'
import type { FonanaEvent } from '@/lib/schema/events'
import type { PostCard } from '@/lib/schema/posts'
import { createPostgresDatabase } from '@/tests/support/database/postgres'
import { createTestDatabase, POSTGRES_URL, type TestDatabase } from '@/tests/support/database/test-database'
import { runProcess } from '@/tests/support/processes/child'

let data: TestDatabase
let db: Database
beforeAll(async () => {
  data = await createTestDatabase()
  db = await openDatabase({ url: data.env.DATABASE_URL, folder: data.env.DATA_DIR ?? '' })
})
afterAll(async () => {
  await db.close()
  await data.remove()
})

const noTiers = (creatorId: string) => ({ creatorId, tiers: [] })

async function addUser(): Promise<string> {
  const id = newId()
  await db.transact(async (tx) => {
    await tx.sql.insert(users).values({ id, wallet: id })
  })
  return id
}

describe('a transaction', () => {
  it('that is rolled back leaves no write, no event, and no hole in the offsets', async () => {
    const id = await addUser()
    const told: FonanaEvent[] = []
    const stop = db.onCommit((events) => told.push(...events))
    const failing = db.transact(async (tx) => {
      await tx.sql.update(users).set({ displayName: 'never' }).where(eq(users.id, id))
      tx.emit('tier_updated', noTiers(id), {})
      throw new Error('changed its mind')
    })
    await expect(failing).rejects.toThrow('changed its mind')
    expect(told).toEqual([])
    expect(await topPosition(db.read, `creator:${id}`)).toEqual({ epoch: '0', offset: 0 })
    const [user] = await db.read.select().from(users).where(eq(users.id, id))
    expect(user?.displayName).toBeNull()

    await db.transact(async (tx) => tx.emit('tier_updated', noTiers(id), {}))
    expect(told.map((event) => event.position.split('.')[1])).toEqual(['1'])
    stop()
  })

  it('whose last statement fails tells nobody', async () => {
    const told: FonanaEvent[] = []
    const stop = db.onCommit((events) => told.push(...events))
    const failing = db.transact(async (tx) => {
      tx.emit('tier_updated', noTiers(newId()), {})
      await tx.sql.execute(sql`select 1 / 0`)
    })
    await expect(failing).rejects.toThrow()
    expect(told).toEqual([])
    stop()
  })

  it('puts its events in the order it emitted them, on every channel they concern', async () => {
    const [authorId, postId, userId] = [newId(), newId(), newId()]
    await db.transact(async (tx) => {
      for (let likesCount = 1; likesCount <= 5; likesCount += 1) {
        tx.emit('post_liked', { postId, userId, likesCount }, { authorId })
      }
    })
    for (const channel of [`post:${postId}`, `user:${authorId}`]) {
      const events = await readEvents(db.read, channel, 0, 10)
      expect(events.map((event) => event.type === 'post_liked' && event.data.likesCount)).toEqual([
        1, 2, 3, 4, 5,
      ])
    }
  })

  it.skipIf(POSTGRES_URL === undefined)(
    'that the database chose as the victim of a deadlock runs again',
    async () => {
      const [one, two] = [await addUser(), await addUser()]
      let arrived = 0
      let meet = () => {}
      const met = new Promise<void>((resolve) => {
        meet = resolve
      })
      const raise = (first: string, second: string) =>
        db.transact(async (tx) => {
          const add = (id: string) =>
            tx.sql
              .update(users)
              .set({ unreadCount: sql`${users.unreadCount} + 1` })
              .where(eq(users.id, id))
          await add(first)
          arrived += 1
          if (arrived === 2) meet()
          await met
          await add(second)
          tx.emit('tier_updated', noTiers(one), {})
        })
      await Promise.all([raise(one, two), raise(two, one)])
      const rows = await db.read
        .select({ count: users.unreadCount })
        .from(users)
        .where(sql`${users.id} in (${one}, ${two})`)
      expect(rows).toEqual([{ count: 2 }, { count: 2 }])
      expect((await topPosition(db.read, `creator:${one}`)).offset).toBe(2)
    },
  )
})

describe('a single statement', () => {
  const raising = (id: string) =>
    sql`counted as (update users set unread_count = unread_count + 1 where id = ${id} returning id, unread_count)`
  const answer = { unreadCount: number(sql`unread_count`) }
  const from = sql`counted`

  it('writes its events on channels that it names itself, and answers what it was asked', async () => {
    const [id, purchaseId] = [await addUser(), newId()]
    const told: FonanaEvent[] = []
    const stop = db.onCommit((events) => told.push(...events))
    const subject = { creatorId: text(sql`id`) }
    const rows = await db.single((emitting) => ({
      ctes: raising(id),
      events: [
        emitting('notifications_cleared', answer, { userId: text(sql`id`) }, from),
        emitting('tip-received', { purchaseId, fromUserId: id, amountLamports: 5n }, subject, from),
      ],
      answer,
      from,
    }))
    stop()
    expect(rows).toEqual([{ unreadCount: 1 }])
    const tip = { purchaseId, fromUserId: id, amountLamports: 5n }
    expect(new Map(told.map(({ channel, data }) => [channel, data]))).toEqual(
      new Map<string, unknown>([
        [`notifications:${id}`, { unreadCount: 1 }],
        [`user:${id}`, tip],
      ]),
    )
    expect((await readEvents(db.read, `user:${id}`, 0, 1)).map(({ data }) => data)).toEqual([tip])
  })

  it('that writes nothing tells nobody', async () => {
    const told: FonanaEvent[] = []
    const stop = db.onCommit((events) => told.push(...events))
    const rows = await db.single((emitting) => ({
      ctes: raising(newId()),
      events: [emitting('notifications_cleared', answer, { userId: text(sql`id`) }, from)],
      answer,
      from,
    }))
    stop()
    expect([rows, told]).toEqual([[], []])
  })

  it('cannot name a channel by what is no text, nor emit what the event does not hold', async () => {
    const post = jsonObject<PostCard>({} as PostCard)
    const emitted = (build: (emitting: Emitting) => SQL) =>
      db.single((emitting) => ({ ctes: raising(newId()), events: [build(emitting)], answer, from }))
    await expect(emitted((emitting) => emitting('post_created', { post }, {}, from))).rejects.toThrow(
      'post is known to the statement alone',
    )
    const id = text(sql`id`)
    void ((emitting: Emitting) =>
      // @ts-expect-error: a count is no text.
      emitting('notifications_cleared', { unreadCount: id }, { userId: id }, from))
  })
})

describe('a read', () => {
  it('has no way to spell a write, in types and in fact', () => {
    expect(Object.keys(db.read).sort()).toEqual(['select', 'selectDistinct', 'selectDistinctOn'])
    // @ts-expect-error: a `Reader` has no `execute`.
    expect(db.read.execute).toBeUndefined()
    // @ts-expect-error: nor `with`, which would hand out `insert`, `update` and `delete`.
    expect(db.read.with).toBeUndefined()
  })

  it('into which a write was put as SQL is refused by the database', async () => {
    const id = await addUser()
    const renaming = sql`update users set display_name = 'by a read' where id = ${id} returning id`
    const hidden = [
      sql`(${renaming}) as renamed`,
      sql`(with renamed as (${renaming}) select id from renamed) as renamed`,
    ]
    for (const source of hidden) {
      const error = await db.read
        .select({ id: sql`id` })
        .from(source)
        .catch((cause: unknown) => cause)
      expect(['42601', '0A000']).toContain(sqlState(error))
    }
    const [user] = await db.read.select().from(users).where(eq(users.id, id))
    expect(user?.displayName).toBeNull()
  })
})

it('gives many writers at once offsets without gap or double, in the order of their commits', async () => {
  const channels = Array.from({ length: 6 }, () => newId())
  const counter = await addUser()
  const told: FonanaEvent[] = []
  const stop = db.onCommit((events) => told.push(...events))
  await Promise.all(
    Array.from({ length: 120 }, (_, writer) =>
      db.transact(async (tx) => {
        // In another order each time: the writers must not wait for each other in a circle.
        for (let step = 0; step < 3; step += 1) {
          tx.emit('tier_updated', noTiers(channels[(writer * 5 + step * 7) % channels.length] ?? ''), {})
        }
        if (writer % 4 !== 0) return
        const [row] = await tx.sql
          .update(users)
          .set({ unreadCount: sql`${users.unreadCount} + 1` })
          .where(eq(users.id, counter))
          .returning({ unreadCount: users.unreadCount })
        tx.emit('notifications_cleared', { unreadCount: row?.unreadCount ?? 0 }, { userId: counter })
      }),
    ),
  )
  stop()
  let total = 0
  for (const id of channels) {
    const channel = `creator:${id}`
    const { offset } = await topPosition(db.read, channel)
    const events = await readEvents(db.read, channel, 0, offset)
    expect(events.map(offsetOf)).toEqual(Array.from({ length: offset }, (_, index) => index + 1))
    expect(
      told
        .filter((event) => event.channel === channel)
        .map(offsetOf)
        .sort((a, b) => a - b),
    ).toEqual(events.map(offsetOf))
    total += offset
  }
  expect(total).toBe(360)
  const counted = await readEvents(db.read, `notifications:${counter}`, 0, 100)
  expect(counted.map((event) => event.type === 'notifications_cleared' && event.data.unreadCount)).toEqual(
    Array.from({ length: 30 }, (_, index) => index + 1),
  )
})

const offsetOf = ({ position }: FonanaEvent) => Number(position.split('.')[1])

it('says in one line when the server is not there, without the password', async () => {
  const failing = openDatabase({ url: 'postgres://fan:hunter2@127.0.0.1:1/none', folder: '' })
  await expect(failing).rejects.toThrow(ConfigError)
  await expect(failing).rejects.toThrow(/^DATABASE_URL: [^\n]+$/)
  await expect(failing).rejects.not.toThrow(/hunter2/)
})

it.skipIf(POSTGRES_URL === undefined)('lets three processes start on one new database at once', async () => {
  const fresh = await createPostgresDatabase()
  try {
    const starts = [1, 2, 3].map(() => runProcess('database-holder', [fresh.url, '']))
    const children = await Promise.all(starts)
    await Promise.all(children.map((child) => child.printed(1)))
    expect(children.map((child) => child.lines)).toEqual([['open'], ['open'], ['open']])
    await Promise.all(children.map((child) => child.kill()))
  } finally {
    await fresh.drop()
  }
})
