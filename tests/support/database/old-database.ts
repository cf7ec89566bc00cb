import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { type MigratingConnection, migrateSchema } from '@/lib/db/migrate'
import { migrationsFolder } from '@/lib/db/migrations-folder'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'

export interface OldDatabase extends TestDatabase {
  /** Does something with one connection to it, while no app has it. */
  connect<T>(work: (connection: MigratingConnection) => Promise<T>): Promise<T>
}

/** A folder with the first `count` of our migrations: the schema as an earlier release left it. */
export function firstMigrations(count: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'fonana-migrations-'))
  const journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8'))
  const entries: { tag: string }[] = journal.entries.slice(0, count)
  mkdirSync(join(folder, 'meta'))
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }))
  for (const { tag } of entries) cpSync(join(migrationsFolder, `${tag}.sql`), join(folder, `${tag}.sql`))
  return folder
}

/** A database without any table of ours, embedded or on the server as the tests run. */
export async function createBareDatabase(): Promise<OldDatabase> {
  const database = await createTestDatabase()
  const bare: OldDatabase = {
    ...database,
    async connect(work) {
      const { DATABASE_URL, DATA_DIR = '' } = database.env
      if (DATABASE_URL === undefined) {
        const pglite = await PGlite.create(join(DATA_DIR, 'postgres'))
        return work(pglite).finally(() => pglite.close())
      }
      const client = new pg.Client({ connectionString: DATABASE_URL })
      await client.connect()
      return work(client).finally(() => client.end())
    },
  }
  // Quicker than a new one: that takes seconds on the embedded database.
  await bare.connect(async (connection) => {
    for (const statement of [
      'drop schema drizzle cascade',
      'drop schema public cascade',
      'create schema public',
    ])
      await connection.query(statement)
  })
  return bare
}

/** A database as the first `count` migrations leave it. */
export async function createOldDatabase(count: number): Promise<OldDatabase> {
  const database = await createBareDatabase()
  const folder = firstMigrations(count)
  await database.connect((connection) => migrateSchema(connection, { folder, exclusive: true }))
  rmSync(folder, { recursive: true })
  return database
}
