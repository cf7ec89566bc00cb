import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { ConfigError } from '@/lib/config'
import { openDatabase } from '@/lib/db/database'
import { newId } from '@/lib/db/ids'
import { users } from '@/lib/db/tables/people'
import {
  createPostgresDatabase,
  createPostgresTemplate,
  onServer,
  type PostgresDatabase,
} from '@/tests/support/database/postgres'
import { POSTGRES_URL } from '@/tests/support/database/test-database'

const ROLE = 'fonana_test_role'

let database: PostgresDatabase

const asRole = (url: string) => {
  const own = new URL(url)
  own.username = ROLE
  own.password = 'secret'
  return own.href
}

async function refusal(url: string): Promise<string> {
  const error = await openDatabase({ url, folder: '' }).then(
    (db) => db.close(),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ConfigError)
  const { message } = error as ConfigError
  expect(message).toMatch(/^DATABASE_URL: [^\n]+$/)
  expect(message).not.toContain('secret')
  return message
}

describe.skipIf(POSTGRES_URL === undefined)('on a server that is set up otherwise', () => {
  beforeAll(async () => {
    database = await createPostgresTemplate()
    const statements = [`drop role if exists ${ROLE}`, `create role ${ROLE} login password 'secret'`]
    for (const statement of statements) await onServer(database.url, statement)
  })
  afterAll(async () => {
    await database.drop()
    await onServer(POSTGRES_URL ?? '', `drop role ${ROLE}`)
  })

  it('a database that is read-only, serializable and writes its dates otherwise is used as any other', async () => {
    const settings = [
      'default_transaction_read_only = on',
      "default_transaction_isolation = 'serializable'",
      "datestyle = 'SQL, DMY'",
      "timezone = 'Asia/Kolkata'",
      "bytea_output = 'escape'",
      'statement_timeout = 100',
    ]
    for (const setting of settings)
      await onServer(POSTGRES_URL ?? '', `alter database ${database.name} set ${setting}`)
    onTestFinished(() => onServer(POSTGRES_URL ?? '', `alter database ${database.name} reset all`))
    const db = await openDatabase({ url: database.url, folder: '' })
    const createdAt = new Date('2030-11-28T12:00:00.000Z')
    const id = newId()
    await db.transact(async (tx) => {
      await tx.sql.insert(users).values({ id, wallet: id, createdAt })
      await tx.sql.execute('select pg_sleep(0.2)')
      const { rows } = await tx.sql.execute<{ transaction_isolation: string }>('show transaction_isolation')
      expect(rows[0]?.transaction_isolation).toBe('read committed')
    })
    expect(await db.read.select({ createdAt: users.createdAt }).from(users)).toEqual([{ createdAt }])
    await db.ping()
    await db.close()
  })

  it('a role that may not make the tables is told what it lacks, in one line', async () => {
    const empty = await createPostgresDatabase()
    expect(await refusal(asRole(empty.url))).toContain(`${ROLE} lacks CREATE on the database ${empty.name}`)
    await onServer(empty.url, `grant create on database ${empty.name} to ${ROLE}`)
    expect(await refusal(asRole(empty.url))).toContain(`${ROLE} lacks CREATE on the schema public`)
    await onServer(empty.url, `grant create on schema public to ${ROLE}`)
    await (await openDatabase({ url: asRole(empty.url), folder: '' })).close()
    await empty.drop()
  })

  it('one that only serves needs the rights on the tables, and no others', async () => {
    expect(await refusal(asRole(database.url))).toMatch(/lacks .*permission denied for schema drizzle/)
    const grants = [
      `grant usage on schema drizzle, public to ${ROLE}`,
      `grant select on drizzle.__drizzle_migrations to ${ROLE}`,
    ]
    for (const grant of grants) await onServer(database.url, grant)
    expect(await refusal(asRole(database.url))).toMatch(/may not read and write the table \w+/)
    await onServer(
      database.url,
      `grant select, insert, update, delete on all tables in schema public to ${ROLE}`,
    )
    await (await openDatabase({ url: asRole(database.url), folder: '' })).close()
    await onServer(database.url, `drop owned by ${ROLE}`)
  })

  it('a database that is not in UTF8 is refused', async () => {
    const name = `${database.name}_latin`
    await onServer(
      POSTGRES_URL ?? '',
      `create database ${name} encoding 'LATIN1' locale 'C' template template0`,
    )
    const url = new URL(database.url)
    url.pathname = `/${name}`
    expect(await refusal(url.href)).toContain('the database is in LATIN1')
    await onServer(POSTGRES_URL ?? '', `drop database ${name}`)
  })
})
