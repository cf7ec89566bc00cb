import { sql } from 'drizzle-orm'
import type { FonanaEvent } from '@/lib/schema/events'
import { appendEvents } from './event-log'
import { type Emitting, type Writing, writeWithEvents } from './single-statement'
import { sqlState } from './sql-errors'
import { CollectingTx, type Reader, type Sql, type Tx } from './transaction'

/** What the two kinds of database have in common. */
export interface Connection {
  sql: Sql
  /** Nobody but this process can write. */
  exclusive: boolean
  close(): Promise<void>
}

export interface Database {
  /** For reads. Writes need a `Tx`. */
  readonly read: Reader
  /**
   * Runs `work` in one transaction, read committed. Its events are written with it, and told to the listeners after
   * the commit; when it throws, neither its writes nor its events exist. Runs again when the database chose it as
   * the victim of a deadlock, so `work` must do nothing outside the transaction.
   */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * A transaction that is one statement, so one round trip: it writes, and selects its own events. Answers the rows
   * of its last part. For what is done very often; everything else reads better as `transact`.
   */
  single<Row>(build: (emitting: Emitting) => Writing): Promise<Row[]>
  /**
   * Another number after every write: what was read since it was last this one is still right. Null where others may
   * write too.
   */
  version(): number | null
  /** Hears the events of every committed transaction of this process. Returns the function that stops it. */
  onCommit(listener: (events: readonly FonanaEvent[]) => void): () => void
  /** Names this database among all: processes that share it share what they publish. */
  deploymentId(): Promise<string>
  /** Secret, hex: what the references of payments are made with. */
  referenceKey(): Promise<string>
  /** Throws when the database cannot be reached. */
  ping(): Promise<void>
  close(): Promise<void>
}

interface OpenOptions {
  /** Postgres server; without it the embedded database under `folder`. */
  url: string | undefined
  folder: string
}

const DEADLOCK_TRIES = 4
/** https://www.postgresql.org/docs/15/errcodes-appendix.html */
const DEADLOCK_DETECTED = '40P01'

export async function openDatabase({ url, folder }: OpenOptions): Promise<Database> {
  // Loaded when it is needed: the embedded one is large.
  if (url === undefined) return createDatabase(await (await import('./embedded')).openEmbedded(folder))
  return createDatabase(await (await import('./postgres')).openPostgres(url))
}

export function createDatabase(connection: Connection): Database {
  const listeners = new Set<(events: readonly FonanaEvent[]) => void>()
  let writes = 0

  async function attempt<T>(work: (tx: Tx) => Promise<T>): Promise<{ result: T; events: FonanaEvent[] }> {
    return connection.sql.transaction(async (transaction) => {
      const tx = new CollectingTx(transaction)
      const result = await work(tx)
      return { result, events: await appendEvents(transaction, tx.pending) }
    })
  }

  async function commit<T>(write: () => Promise<{ result: T; events: FonanaEvent[] }>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        const { result, events } = await write().finally(() => {
          writes += 1
        })
        if (events.length > 0) for (const listener of listeners) listener(events)
        return result
      } catch (error) {
        if (tries < DEADLOCK_TRIES && sqlState(error) === DEADLOCK_DETECTED) continue
        throw error
      }
    }
  }

  return {
    read: connection.sql,
    transact: (work) => commit(() => attempt(work)),
    single: <Row>(build: (emitting: Emitting) => Writing) =>
      commit(() => writeWithEvents<Row>(connection.sql, build)),
    version: () => (connection.exclusive ? writes : null),
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
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
    async ping() {
      await connection.sql.execute(sql`select 1`)
    },
    close: () => connection.close(),
  }
}
