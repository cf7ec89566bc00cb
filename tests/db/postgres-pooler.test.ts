import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigError } from '@/lib/config'
import { openDatabase } from '@/lib/db/database'
import { readSnapshot } from '@/lib/db/snapshot'
import { users } from '@/lib/db/tables/people'
import { makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp } from '@/tests/support/app/start-app'
import { HAS_PGBOUNCER, Pgbouncer } from '@/tests/support/database/pgbouncer'
import { createPostgresDatabase, onServer, type PostgresDatabase } from '@/tests/support/database/postgres'
import { createTestDatabase, POSTGRES_URL, type TestDatabase } from '@/tests/support/database/test-database'

if (POSTGRES_URL !== undefined && !HAS_PGBOUNCER)
  console.log('SKIPPED: behind a pooler, there is no pgbouncer to start')

/** One of transactions, one of sessions. */
let poolers: [Pgbouncer, Pgbouncer]
let fresh: PostgresDatabase
let data: TestDatabase

const LIKES = 40

describe.skipIf(POSTGRES_URL === undefined || !HAS_PGBOUNCER)('behind PgBouncer', () => {
  beforeAll(async () => {
    fresh = await createPostgresDatabase()
    data = await createTestDatabase()
    poolers = [
      await Pgbouncer.start(POSTGRES_URL ?? '', 'transaction'),
      await Pgbouncer.start(POSTGRES_URL ?? '', 'session'),
    ]
  })
  afterAll(async () => {
    for (const pooler of poolers) await pooler.stop()
    await data.remove()
    await fresh.drop()
  })

  it('that gives each transaction another connection the start stops, and names the setting', async () => {
    const failing = openDatabase({ url: poolers[0].urlOf(fresh.url), folder: '' })
    await expect(failing).rejects.toThrow(ConfigError)
    await expect(failing).rejects.toThrow(/^DATABASE_URL: [^\n]*set DATABASE_PREPARE=off$/)
  })

  it('its tables are made through it too', async () => {
    const db = await openDatabase({ url: poolers[0].urlOf(fresh.url), folder: '', prepare: false })
    expect(await db.read.select().from(users)).toEqual([])
    await db.close()
  })

  it('that gives a connection for good nothing has to be set', async () => {
    const db = await openDatabase({ url: poolers[1].urlOf(fresh.url), folder: '' })
    expect(await db.read.select().from(users)).toEqual([])
    await db.close()
  })

  it('a site works with DATABASE_PREPARE=off, and each transaction is as elsewhere', async () => {
    const { DATABASE_URL = '' } = data.env
    const name = new URL(DATABASE_URL).pathname.slice(1)
    await onServer(
      POSTGRES_URL ?? '',
      `alter database ${name} set default_transaction_isolation = 'serializable'`,
    )
    await onServer(POSTGRES_URL ?? '', `alter database ${name} set datestyle = 'SQL, DMY'`)
    const url = poolers[0].urlOf(DATABASE_URL)
    const app = await startTestApp({ data, env: { DATABASE_URL: url, DATABASE_PREPARE: 'off' } })
    const post = await makePost(await makeCreator(app), {})
    const fans: Person[] = []
    while (fans.length < LIKES) fans.push(await signIn(app))
    const replies = await Promise.all(
      fans.flatMap((fan) => [
        fan.api.put(`/api/posts/${post.id}/like`),
        fan.api.get('/api/feed'),
        fan.api.get(`/api/posts/${post.id}`),
      ]),
    )
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200))
    expect((await fans[0]?.api.get(`/api/posts/${post.id}`))?.json.likesCount).toBe(LIKES)
    const { rows } = await app.app.db.transact((tx) =>
      tx.sql.execute(
        sql`select current_setting('transaction_isolation') as isolation, current_setting('lock_timeout') as lock`,
      ),
    )
    expect(rows).toEqual([{ isolation: 'read committed', lock: '3s' }])
    expect(
      await readSnapshot(app.app.db, (reader) => reader.select({ id: users.id }).from(users)),
    ).toHaveLength(LIKES + 1)
    await app.close()
  })
})
