import { sql } from 'drizzle-orm'
import { isAppError } from '@/lib/errors'
import type { FonanaEvent } from '@/lib/schema/events'
import type { Connection } from './connection'
import { appendEvents } from './event-log'
import { appendJobs } from './job-log'
import { migrationsFolder } from './migrations-folder'
import { quietQueryErrors } from './query-error'
import { createReader, type Reader } from './reader'
import { requireKnownSchema, watchSchema } from './schema-version'
import { type Emitting, type Writing, writeWithEvents } from './single-statement'
import { asUnavailable, isConflict, isLost } from './sql-errors'
import { CollectingTx, type Tx } from './transaction'

export interface Database {
  /** For reads. Writes need a `Tx`. */
  readonly read: Reader
  /**
   * Runs `work` in one transaction, read committed. Its events are written with it, and told to the listeners after
   * the commit; when it throws, neither its writes nor its events exist. Runs again when another one was in its way
   * (a deadlock), or when the connection broke before the commit, so `work` must do nothing outside the transaction.
   * Throws `unavailable` when the database does not answer, or not in time.
   */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * A transaction that is one statement, so one round trip: it writes, and selects its own events. Answers `answer` for
   * each row of `from`. For what is done very often (a like takes half the time that way); everything else reads better
   * as `transact`.
   */
  single<Row extends object>(build: (emitting: Emitting) => Writing<Row>): Promise<Row[]>
  /**
   * Another number after every write: what was read since it was last this one is still right. Null where others may
   * write too.
   */
  version(): number | null
  /** Hears the events of every committed transaction of this process. Returns the function that stops it. */
  onCommit(listener: (events: readonly FonanaEvent[]) => void): () => void
  /** Hears of every commit of this process that enqueued a job. Returns the function that stops it. */
  onEnqueue(listener: () => void): () => void
  /** Names this database among all: processes that share it share what they publish. */
  deploymentId(): Promise<string>
  /** Secret, hex: what the references of payments are made with. */
  referenceKey(): Promise<string>
  /** Whether all that was changed in the schema is known to this version; the answer is a second old at most. */
  schemaIsKnown(): Promise<boolean>
  /** When a read was last told `unavailable`, by `performance.now()`; minus infinity for never. */
  failedAt(): number
  /** Throws when the database cannot be reached, or only be read. */
  ping(): Promise<void>
  close(): Promise<void>
}

interface OpenOptions {
  /** Postgres server; without it the embedded database under `folder`. */
  url: string | undefined
  folder: string
  /** False where a pooler gives each transaction another connection. */
  prepare?: boolean
  /** For a command that nobody waits for: nothing has a limit of time. */
  unhurried?: boolean
}

const TRIES = 4

export async function openDatabase({
  url,
  folder,
  prepare = true,
  unhurried = false,
}: OpenOptions): Promise<Database> {
  // Loaded when it is needed: the embedded one is large.
  const database = createDatabase(
    url === undefined
      ? await (await import('./embedded')).openEmbedded(folder)
      : await (await import('./postgres')).openPostgres({ url, prepare, unhurried }),
  )
  try {
    await requireKnownSchema(database.schemaIsKnown, url === undefined ? 'DATA_DIR' : 'DATABASE_URL')
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

/** What a transaction has left behind. */
interface Written<T> {
  result: T
  events: FonanaEvent[]
  /** How many were enqueued. */
  jobs?: number
}

export function createDatabase(connection: Connection): Database {
  quietQueryErrors()
  const listeners = new Set<(events: readonly FonanaEvent[]) => void>()
  const jobListeners = new Set<() => void>()
  let writes = 0
  const schemaIsKnown = watchSchema(connection.sql, migrationsFolder)

  async function attempt<T>(work: (tx: Tx) => Promise<T>): Promise<Written<T>> {
    return connection.transaction(async (transaction) => {
      const tx = new CollectingTx(transaction)
      const result = await work(tx)
      await appendJobs(transaction, tx.jobs)
      return { result, events: await appendEvents(transaction, tx.pending), jobs: tx.jobs.length }
    })
  }

  async function commit<T>(write: () => Promise<Written<T>>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        const {
          result,
          events,
          jobs = 0,
        } = await write().finally(() => {
          writes += 1
        })
        if (events.length > 0) for (const listener of listeners) listener(events)
        if (jobs > 0) for (const listener of jobListeners) listener()
        return result
      } catch (error) {
        if (tries < TRIES && mayRunAgain(error)) continue
        throw asUnavailable(error)
      }
    }
  }

  return {
    read: createReader(connection.sql),
    transact: (work) => commit(() => attempt(work)),
    single: (build) => commit(() => connection.write((sql) => writeWithEvents(sql, build))),
    version: () => (connection.exclusive ? writes : null),
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onEnqueue(listener) {
      jobListeners.add(listener)
      return () => jobListeners.delete(listener)
    },
    async deploymentId() {
      const { rows } = await connection.sql.execute<{ id: string }>(sql`select id from deployment limit 1`)
      if (rows[0] === undefined) throw new Error('the deployment has lost its row')
      return rows[0].id
    },
    async referenceKey() {
      const { rows } = await connection.sql.execute<{ key: string }>(
        sql`select reference_key as key from deployment limit 1`,
      )
      if (rows[0] === undefined) throw new Error('the deployment has lost its row')
      return rows[0].key
    },
    schemaIsKnown,
    failedAt: () => connection.failedAt(),
    async ping() {
      const { rows } = await connection.sql.execute<{ follows: boolean }>(
        sql`select pg_is_in_recovery() as follows`,
      )
      if (rows[0]?.follows !== false) throw new Error('the server follows another one and can only be read')
    },
    close: () => connection.close(),
  }
}

/** An `AppError` was judged already; every other error of a transaction means that it has changed nothing. */
function mayRunAgain(error: unknown): boolean {
  return !isAppError(error) && (isConflict(error) || isLost(error))
}
