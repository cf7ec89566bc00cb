import type { Sql } from './sql'

/** What the two kinds of database have in common. */
export interface Connection {
  /** For reads. Each statement is a transaction of its own. */
  sql: Sql
  /** For one statement that writes, in a transaction of its own: `work` runs it. */
  write<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** Runs `work` in one transaction, read committed; rolled back when it throws. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** When a read was last told `unavailable`, by `performance.now()`; minus infinity for never. */
  failedAt(): number
  /** Nobody but this process can write. */
  exclusive: boolean
  close(): Promise<void>
}
