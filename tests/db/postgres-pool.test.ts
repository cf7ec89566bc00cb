import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDatabase } from '@/lib/db/database'
import { PostgresPool } from '@/lib/db/postgres-pool'
import type { Sql } from '@/lib/db/sql'
import { isUnavailable } from '@/lib/errors'
import { createPostgresDatabase, type PostgresDatabase } from '@/tests/support/database/postgres'
import { PostgresProxy } from '@/tests/support/database/postgres-proxy'
import { POSTGRES_URL } from '@/tests/support/database/test-database'

const LIMITS = { statementMs: 1_500, lockMs: 200, idleMs: 5_000 }

let database: PostgresDatabase
let proxy: PostgresProxy
let pool: PostgresPool
/** Goes straight to the server. */
let direct: PostgresPool

/** As the product writes. */
const transact = <T>(work: (db: Sql) => Promise<T>): Promise<T> =>
  createDatabase({
    sql: pool.reading,
    write: (run) => pool.write(run),
    transaction: (run) => pool.transaction(run),
    failedAt: () => pool.failedAt,
    exclusive: false,
    close: async () => {},
  }).transact((tx) => work(tx.sql))

const one = (db: Sql) => db.execute<{ n: number }>(sql`select 1 as n`)
const add = (name: string) => (db: Sql) => db.execute(sql`insert into things values (${name}, 0)`)
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (isUnavailable(error) ? 'unavailable' : error),
  )

async function names(): Promise<string[]> {
  const { rows } = await direct.reading.execute<{ name: string }>(sql`select name from things order by name`)
  return rows.map(({ name }) => name)
}

async function sleepers(): Promise<number> {
  const { rows } = await direct.reading.execute(
    sql`select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
  )
  return rows.length
}

describe.skipIf(POSTGRES_URL === undefined)('connections to a Postgres server', () => {
  beforeAll(async () => {
    database = await createPostgresDatabase()
    direct = new PostgresPool({ url: database.url, max: 2, limits: LIMITS, keeps: true })
    await direct.write((db) => db.execute(sql`create table things (name text primary key, n int)`))
  })
  beforeEach(async () => {
    proxy = await PostgresProxy.before(database.url)
    pool = new PostgresPool({ url: proxy.url, max: 2, limits: LIMITS, keeps: true })
    await direct.write((db) => db.execute(sql`delete from things`))
  })
  afterEach(async () => {
    proxy.thaw()
    await pool.end()
    await proxy.cut().catch(() => {})
  })
  afterAll(async () => {
    await direct.end()
    await database.drop()
  })

  it('wait for a server that is being restarted: reads, and writes that have not begun', async () => {
    await proxy.cut()
    const alone = pool.write(add('alone'))
    await proxy.back()
    await alone
    await Promise.all([one(pool.reading), transact(add('before'))])
    await proxy.cut()
    const waiting = Promise.all([one(pool.reading), transact(add('later'))])
    await proxy.back()
    await waiting
    expect(await names()).toEqual(['alone', 'before', 'later'])
  })

  it('say that it is unavailable when it does not come back', async () => {
    await proxy.cut()
    const all = [one(pool.reading), transact(add('a')), pool.write(add('b'))].map(outcome)
    expect(await Promise.all(all)).toEqual(['unavailable', 'unavailable', 'unavailable'])
  })

  it('ask again for what was being read when the connection broke, and do not write again by themselves', async () => {
    const slow = sql`select pg_sleep(0.8)`
    const reading = outcome(pool.reading.execute(slow))
    const writing = outcome(pool.write((db) => db.execute(slow)))
    await expect.poll(sleepers, { interval: 10 }).toBe(2)
    await proxy.cut()
    await proxy.back()
    expect([await reading, await writing]).toEqual(['done', 'unavailable'])
  })

  it('hang no longer than a statement may take, on a server that says nothing, and are replaced', async () => {
    await Promise.all([one(pool.reading), one(pool.reading)])
    proxy.freeze()
    const all = [one(pool.reading), transact(add('a'))].map(outcome)
    expect(await Promise.all(all)).toEqual(['unavailable', 'unavailable'])
    proxy.thaw()
    await one(pool.reading)
    await transact(add('after'))
    expect(await names()).toEqual(['after'])
  })

  it('give up a statement that takes too long, and a row that somebody else keeps', async () => {
    await pool.write(add('kept'))
    const touch = sql`update things set n = n + 1`
    await direct.transaction(async (db) => {
      await db.execute(touch)
      expect(await outcome(transact((other) => other.execute(touch)))).toBe('unavailable')
    })
    expect(await outcome(pool.reading.execute(sql`select pg_sleep(5)`))).toBe('unavailable')
    await transact((db) => db.execute(touch))
  })

  it('begin anew what another transaction was in the way of', async () => {
    await pool.write(add('counted'))
    let runs = 0
    const increment = (db: Sql) => db.execute(sql`update things set n = n + 1`)
    await transact(async (db) => {
      runs += 1
      await db.execute(sql`set transaction isolation level serializable`)
      await db.execute(sql`select n from things`)
      if (runs === 1) await direct.write(increment)
      await increment(db)
    })
    expect(runs).toBe(2)
    const { rows } = await direct.reading.execute(sql`select n from things`)
    expect(rows).toEqual([{ n: 2 }])
  })

  it('say that all are busy, once that has lasted too long', async () => {
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const holders = [1, 2].map(() => transact(() => held))
    expect(await outcome(transact(one))).toBe('unavailable')
    letGo()
    await Promise.all(holders)
    await transact(one)
  })

  it('are not lost to a transaction that fails, or cannot even begin', async () => {
    for (let n = 0; n < 3; n += 1) {
      await expect(transact(() => Promise.reject(new Error('mine')))).rejects.toThrow('mine')
      const spoiled = transact((db) => db.execute(sql`nonsense`).catch(() => {}))
      await expect(spoiled).rejects.toThrow('was rolled back')
    }
    await proxy.cut()
    await proxy.back()
    await Promise.all([1, 2, 3, 4].map(() => transact(one)))
  })
})
