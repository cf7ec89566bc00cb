import { sql } from 'drizzle-orm'
import type { FonanaEvent } from '@/lib/schema/events'
import { openEmbedded } from './embedded'
import { appendEvents } from './event-log'
import { openPostgres } from './postgres'
import { sqlState } from './sql-errors'
import { CollectingTx, type Reader, type Sql, type Tx } from './transaction'

/** What the two kinds of database have in common. */
export interface Connection {
  sql: Sql
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
  /** Hears the events of every committed transaction of this process. Returns the function that stops it. */
  onCommit(listener: (events: readonly FonanaEvent[]) => void): () => void
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
  return createDatabase(url === undefined ? await openEmbedded(folder) : await openPostgres(url))
}

export function createDatabase(connection: Connection): Database {
  const listeners = new Set<(events: readonly FonanaEvent[]) => void>()

  async function attempt<T>(work: (tx: Tx) => Promise<T>): Promise<{ result: T; events: FonanaEvent[] }> {
    return connection.sql.transaction(async (transaction) => {
      const tx = new CollectingTx(transaction)
      const result = await work(tx)
      return { result, events: await appendEvents(transaction, tx.pending) }
    })
  }

  return {
    read: connection.sql,
    async transact(work) {
      for (let tries = 1; ; tries += 1) {
        try {
          const { result, events } = await attempt(work)
          if (events.length > 0) for (const listener of listeners) listener(events)
          return result
        } catch (error) {
          if (tries < DEADLOCK_TRIES && sqlState(error) === DEADLOCK_DETECTED) continue
          throw error
        }
      }
    },
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async ping() {
      await connection.sql.execute(sql`select 1`)
    },
    close: () => connection.close(),
  }
}
