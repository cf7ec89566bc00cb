import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '@/lib/db/database'
import { type MigratingConnection, migrateSchema } from '@/lib/db/migrate'
import { createBareDatabase, type OldDatabase } from '@/tests/support/database/old-database'
import { POSTGRES_URL } from '@/tests/support/database/test-database'
import { createTestMigrations, type TestMigrations } from '@/tests/support/database/test-migrations'

const TABLE = 'create table things (id int)'
const COLUMN = 'alter table things add column name text'
const INDEX = '-- no transaction\ncreate index concurrently if not exists "things_id" on things (id)'

let migrations: TestMigrations
let data: OldDatabase

const migrate = (connection: MigratingConnection) =>
  migrateSchema(connection, { folder: migrations.folder, exclusive: false })

/** Somebody waits for a lock in this database. */
async function somebodyWaits(connection: MigratingConnection): Promise<boolean> {
  const { rows } = await connection.query(
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  )
  return rows.length > 0
}

/** Migrates while another transaction has the table, and does `meanwhile` once the migration waits for it. */
async function migrateBeside(statement: string, meanwhile: string): Promise<void> {
  await data.connect((holder) =>
    data.connect((other) =>
      data.connect(async (connection) => {
        await holder.query('begin')
        await holder.query(statement)
        let isDone = false
        const migrating = migrate(connection).finally(() => {
          isDone = true
        })
        try {
          await expect.poll(() => somebodyWaits(other), { timeout: 10_000, interval: 10 }).toBe(true)
          await other.query("set statement_timeout = '8s'")
          await other.query(meanwhile)
          expect(isDone).toBe(false)
        } finally {
          await holder.query('commit')
          await migrating
        }
      }),
    ),
  )
}

async function readIndexes(): Promise<unknown[]> {
  const { rows } = await data.connect((connection) =>
    connection.query(
      "select indexrelid::regclass::text as name, indisvalid from pg_index where indrelid = 'things'::regclass",
    ),
  )
  return rows
}

// The embedded database has one connection: nobody else is there.
describe.skipIf(POSTGRES_URL === undefined)('a migration of a database that others use', () => {
  beforeAll(async () => {
    data = await createBareDatabase()
  })
  afterAll(() => data.remove())
  beforeEach(() => {
    migrations = createTestMigrations()
  })
  afterEach(async () => {
    migrations.remove()
    await data.connect(async (connection) => {
      await connection.query('drop table if exists things')
      await connection.query('drop schema if exists drizzle cascade')
    })
  })

  it('lets readers pass while it waits for a table that a long transaction has', async () => {
    migrations.write(TABLE)
    await data.connect(migrate)
    migrations.write(TABLE, COLUMN)
    await migrateBeside('select id from things', 'select id from things')
    expect((await data.connect((connection) => connection.query('select name from things'))).rows).toEqual([])
  })

  it('makes an index while others write', async () => {
    migrations.write(TABLE)
    await data.connect(migrate)
    migrations.write(TABLE, INDEX)
    await migrateBeside('insert into things values (1)', 'insert into things values (2)')
    expect(await readIndexes()).toEqual([{ name: 'things_id', indisvalid: true }])
  })

  it('replaces an index that was left half made, while others write', async () => {
    migrations.write(TABLE)
    await data.connect(async (connection) => {
      await migrate(connection)
      await connection.query('insert into things values (1), (1)')
      // Fails over the double, as another does over a crash, and leaves the same behind.
      await expect(
        connection.query('create unique index concurrently things_id on things (id)'),
      ).rejects.toThrow('unique')
    })
    expect(await readIndexes()).toEqual([{ name: 'things_id', indisvalid: false }])
    migrations.write(TABLE, INDEX)
    await migrateBeside('insert into things values (1)', 'insert into things values (2)')
    expect(await readIndexes()).toEqual([{ name: 'things_id', indisvalid: true }])
  })

  it('is done once where several processes start together', async () => {
    const bare = await createBareDatabase()
    const open = () => openDatabase({ url: bare.env.DATABASE_URL, folder: bare.env.DATA_DIR ?? '' })
    const opened = await Promise.all([open(), open(), open()])
    const { rows } = await bare.connect((connection) =>
      connection.query(
        'select count(*)::int as n, count(distinct hash)::int as different from drizzle.__drizzle_migrations',
      ),
    )
    const [counts] = rows as { n: number; different: number }[]
    expect(counts?.n).toBe(counts?.different)
    expect(counts?.n).toBeGreaterThan(1)
    await Promise.all(opened.map((db) => db.close()))
    await bare.remove()
  })
})
