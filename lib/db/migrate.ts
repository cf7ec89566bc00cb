import { setTimeout as delay } from 'node:timers/promises'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { sqlState } from './sql-errors'

/** One connection, that stays the same. */
export interface MigratingConnection {
  query(statement: string, params?: unknown[]): Promise<{ rows: unknown[] }>
}

interface MigrateOptions {
  folder: string
  /** Where nobody else can be connected, indexes need not be made beside running writes. */
  exclusive: boolean
}

/** So long a change waits for a table, and others behind it; then it lets them pass and tries again. */
const LOCK_TIMEOUT_MS = 2_000
const LOCK_TRIES = 60
const LOCK_PAUSE_MS = 500
/** No lock in time, a deadlock: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const LOCKED = new Set(['55P03', '40P01'])
/** A file that begins so is run statement by statement: what it has must be good to run again. */
const NO_TRANSACTION = '-- no transaction'

/** Kept as drizzle's own migrator keeps it, which earlier releases use. */
const PREPARE = [
  'create schema if not exists drizzle',
  `create table if not exists drizzle.__drizzle_migrations
     (id serial primary key, hash text not null, created_at bigint)`,
]

/**
 * Brings the tables up to date, one file after the other, each in a transaction of its own. A table that is busy is
 * waited for only briefly at a time, so that a site that goes on running is not held up. One caller at a time.
 */
export async function migrateSchema(
  connection: MigratingConnection,
  { folder, exclusive }: MigrateOptions,
): Promise<void> {
  // Who may not make a schema is refused that too where it is there already.
  if (!(await isPrepared(connection))) await runTogether(connection, PREPARE, async () => {})
  const newest = await readNewest(connection)
  for (const { sql, hash, folderMillis } of readMigrationFiles({ migrationsFolder: folder })) {
    if (folderMillis <= newest) continue
    const note = () =>
      connection.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
        hash,
        folderMillis,
      ])
    const isAlone = sql[0]?.trimStart().startsWith(NO_TRANSACTION)
    await untilLocked(() =>
      isAlone ? runAlone(connection, sql, exclusive, note) : runTogether(connection, sql, note),
    )
  }
}

async function isPrepared(connection: MigratingConnection): Promise<boolean> {
  const { rows } = await connection.query(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as yes",
  )
  return (rows[0] as { yes: boolean } | undefined)?.yes === true
}

/** When the newest migration was made that this database has, in milliseconds; 0 before the first. */
async function readNewest(connection: MigratingConnection): Promise<number> {
  const { rows } = await connection.query(
    'select max(created_at) as newest from drizzle.__drizzle_migrations',
  )
  return Number((rows[0] as { newest: string | null } | undefined)?.newest ?? 0)
}

async function runTogether(
  connection: MigratingConnection,
  statements: string[],
  note: () => Promise<unknown>,
): Promise<void> {
  await connection.query('begin isolation level read committed read write')
  try {
    await connection.query(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`)
    for (const statement of statements) await connection.query(statement)
    await note()
    await connection.query('commit')
  } catch (error) {
    await connection.query('rollback')
    throw error
  }
}

/** For indexes on tables that have grown: they are made while others write. */
async function runAlone(
  connection: MigratingConnection,
  statements: string[],
  exclusive: boolean,
  note: () => Promise<unknown>,
): Promise<void> {
  const run = (statement: string) =>
    connection.query(exclusive ? statement.replace(/\bconcurrently\b/gi, '') : statement)
  // What an earlier try has left half done is there, but of no use. An index that somebody else is making is not ours.
  const { rows } = await connection.query(
    'select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid where not i.indisvalid',
  )
  for (const { name } of rows as { name: string }[])
    if (statements.some((statement) => statement.includes(`"${name}"`)))
      await run(`drop index concurrently if exists "${name}"`)
  for (const statement of statements) await run(statement)
  await note()
}

async function untilLocked(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await work()
      return
    } catch (error) {
      if (tries === LOCK_TRIES || !LOCKED.has(sqlState(error) ?? '')) throw error
      await delay(LOCK_PAUSE_MS)
    }
  }
}
