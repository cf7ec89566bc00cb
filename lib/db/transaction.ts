import type { NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import { audience, type Subjects } from '@/lib/schema/audience'
import type { EventData, EventType } from '@/lib/schema/events'
import type { PendingEvent } from './event-log'

/** Drizzle on either database: both answer `execute` with `{ rows }`. */
export type Sql = PgDatabase<NodePgQueryResultHKT>

/** What a read needs; `db.read` and `tx.sql` both are one. */
export type Reader = Pick<
  Sql,
  'select' | 'selectDistinct' | 'selectDistinctOn' | 'execute' | '$with' | 'with'
>

/** The right to write. Only `db.transact` hands one out, and only it can emit an event. */
export interface Tx {
  readonly sql: Sql
  /** Collects an event; it is written with the transaction's last statement and published after the commit. */
  emit<T extends EventType>(type: T, data: EventData<T>, subject: Subjects[T]): void
}

export class CollectingTx implements Tx {
  readonly pending: PendingEvent[] = []

  constructor(readonly sql: Sql) {}

  emit<T extends EventType>(type: T, data: EventData<T>, subject: Subjects[T]): void {
    for (const channel of audience[type](data, subject)) this.pending.push({ channel, type, data })
  }
}
