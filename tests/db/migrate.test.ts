import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '@/lib/db/database'
import { type MigratingConnection, migrateSchema } from '@/lib/db/migrate'
import { createBareDatabase, type OldDatabase } from '@/tests/support/database/old-database'
import { createTestDatabase, POSTGRES_URL } from '@/tests/support/database/test-database'
import { createTestMigrations, type TestMigrations } from '@/tests/support/database/test-migrations'

let migrations: TestMigrations
let data: OldDatabase
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

const migrate = (connection: MigratingConnection) =>
  migrateSchema(connection, { folder: migrations.folder, exclusive: POSTGRES_URL === undefined })
const TABLE = 'create table things (id int)'
const INDEX = '-- no transaction\ncreate index concurrently if not exists things_id on things (id)'

it('runs each file once, those without a transaction too', async () => {
  await data.connect(async (connection) => {
    migrations.write(TABLE)
    await migrate(connection)
    await connection.query('insert into things values (1)')
    migrations.write(TABLE, INDEX)
    await migrate(connection)
    await migrate(connection)
    const { rows } = await connection.query(
      "select indisvalid from pg_index where indexrelid = 'things_id'::regclass",
    )
    expect(rows).toEqual([{ indisvalid: true }])
  })
})

it('leaves nothing of a file that fails, and goes on from there', async () => {
  await data.connect(async (connection) => {
    migrations.write(
      TABLE,
      'insert into things values (1)--> statement-breakpoint\nselect nothing from nowhere',
    )
    await expect(migrate(connection)).rejects.toThrow('nowhere')
    expect((await connection.query('select id from things')).rows).toEqual([])
    migrations.write(TABLE, 'insert into things values (2)')
    await migrate(connection)
    expect((await connection.query('select id from things')).rows).toEqual([{ id: 2 }])
  })
})

it('refuses a database that a newer version has changed, in one line, and says so while it runs', async () => {
  const { env, remove } = await createTestDatabase()
  const open = () => openDatabase({ url: env.DATABASE_URL, folder: env.DATA_DIR ?? '' })
  const db = await open()
  expect(await db.schemaIsKnown()).toBe(true)
  await db.transact((tx) =>
    tx.sql.execute(
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 99999999999999)",
    ),
  )
  await expect.poll(() => db.schemaIsKnown(), { timeout: 5_000 }).toBe(false)
  await db.close()
  await expect(open()).rejects.toMatchObject({
    name: 'ConfigError',
    message: expect.stringMatching(/newer version[^\n]*$/),
  })
  await remove()
})
