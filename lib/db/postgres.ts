import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { ConfigError } from '@/lib/config'
import type { Connection } from './database'
import { migrationsFolder } from './migrations-folder'
import { PreparingClient } from './preparing-client'
import type { Sql } from './transaction'

const POOL_MAX = 10
const CONNECT_TIMEOUT_MS = 5_000
/** Any number, as long as every process uses the same. */
const MIGRATION_LOCK = 7_034_512

/** Opens a Postgres server, 15 or newer, and brings its tables up to date. Throws `ConfigError` when it is not there. */
export async function openPostgres(url: string): Promise<Connection> {
  const pool = new pg.Pool({
    connectionString: url,
    Client: PreparingClient,
    max: POOL_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'fonana',
  })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  try {
    await migrateAlone(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  return { sql: drizzle(pool) as unknown as Sql, exclusive: false, close: () => pool.end() }
}

/** Two migrators at once fail; the second waits for the first here and then finds nothing to do. */
async function migrateAlone(pool: pg.Pool): Promise<void> {
  const client = await pool.connect().catch((error: Error) => {
    // Without the address: it holds a password.
    throw new ConfigError(`DATABASE_URL: the server does not let us in: ${error.message || 'no answer'}`)
  })
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrate(drizzle(client), { migrationsFolder })
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK])
    client.release()
  } catch (error) {
    // Destroys the connection, and with it the lock.
    client.release(true)
    throw error
  }
}
