import { setTimeout as delay } from 'node:timers/promises'
import { ConfigError } from '@/lib/config'
import type { Connection } from './connection'
import { migrateSchema } from './migrate'
import { migrationsFolder } from './migrations-folder'
import { PostgresPool } from './postgres-pool'
import { requireOwnSessions } from './postgres-pooler'
import { beginWith, type Limits, NO_LIMITS, Session, settingsOf } from './postgres-session'
import { prepareServer } from './postgres-start'

/** Apart, so that reads go on while all who write wait for the same row, and the other way round. */
const READING_MAX = 10
const WRITING_MAX = 10
const READING: Limits = { statementMs: 5_000, lockMs: 3_000, idleMs: 30_000 }
/** Jobs write too, in large portions. A lock is waited for longer than a migration holds it up. */
const WRITING: Limits = { statementMs: 10_000, lockMs: 3_000, idleMs: 30_000 }

const CONNECT_TIMEOUT_MS = 5_000
/** Any number, as long as every process uses the same. */
const MIGRATION_LOCK = 7_034_512
const LOCK_LOOK_MS = 200

export interface PostgresOptions {
  url: string
  /** False behind a pooler that gives each transaction another connection. */
  prepare: boolean
  /** For a command that nobody waits for: nothing has a limit of time. */
  unhurried: boolean
}

/** Opens a Postgres server, 15 or newer, and brings its tables up to date. Throws `ConfigError` when that cannot be. */
export async function openPostgres({ url, prepare, unhurried }: PostgresOptions): Promise<Connection> {
  await withSessions(url, async (sessions) => {
    if (prepare) await requireOwnSessions(sessions)
    const [holder, worker] = sessions
    if (prepare) await worker.query(settingsOf(NO_LIMITS))
    await prepareServer(worker, () => migrateAlone(holder, worker))
  })
  const open = (max: number, limits: Limits) =>
    new PostgresPool({ url, max, keeps: prepare, limits: unhurried ? NO_LIMITS : limits })
  const [reading, writing] = [open(READING_MAX, READING), open(WRITING_MAX, WRITING)]
  return {
    sql: reading.reading,
    // Only to a transaction can be said there how it is to be done.
    write: (work) => (prepare ? writing.write(work) : writing.transaction(work)),
    transaction: (work) => writing.transaction(work),
    failedAt: () => reading.failedAt,
    exclusive: false,
    async close() {
      await Promise.all([reading.end(), writing.end()])
    },
  }
}

/**
 * Two migrators at once fail; the second waits for the first here and then finds nothing to do. The lock is held by an
 * open transaction of another connection: that way it holds through a pooler too.
 */
async function migrateAlone(holder: Session, worker: Session): Promise<void> {
  // Asked for again and again: who waits within a statement would hold up an index that is made beside writes.
  while (!(await takeLock(holder))) await delay(LOCK_LOOK_MS)
  await migrateSchema(worker, { folder: migrationsFolder, exclusive: false })
  await holder.query('rollback')
}

async function takeLock(holder: Session): Promise<boolean> {
  await holder.query(beginWith(NO_LIMITS))
  // As plain text: a statement with parameters keeps its view of the database, for which every new index would wait.
  const { rows } = await holder.query<{ taken: boolean }>(
    `select pg_try_advisory_xact_lock(${MIGRATION_LOCK}) as taken`,
  )
  if (rows[0]?.taken === true) return true
  await holder.query('rollback')
  return false
}

/** Two connections for the start alone. */
async function withSessions(
  url: string,
  work: (sessions: readonly [Session, Session]) => Promise<void>,
): Promise<void> {
  const open = () =>
    new Session({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: 'fonana',
    })
  const sessions = [open(), open()] as const
  try {
    for (const session of sessions) {
      // One that breaks later would end the process; whoever asks it then is told.
      session.on('error', () => {})
      await session.connect().catch((error: Error) => {
        // Without the address: it holds a password.
        throw new ConfigError(`DATABASE_URL: the server does not let us in: ${error.message || 'no answer'}`)
      })
    }
    await work(sessions)
  } finally {
    await Promise.all(sessions.map((session) => session.end().catch(() => {})))
  }
}
