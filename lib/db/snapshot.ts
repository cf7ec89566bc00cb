import { sql } from 'drizzle-orm'
import type { Database } from './database'
import type { Reader } from './reader'

/** Everything that `work` reads is as it was at one moment, whatever is written meanwhile. */
export function readSnapshot<T>(db: Database, work: (reader: Reader) => Promise<T>): Promise<T> {
  return db.transact(async (tx) => {
    await tx.sql.execute(sql`set transaction isolation level repeatable read, read only`)
    return work(tx.sql)
  })
}
