import { audience, type Subjects } from '@/lib/schema/audience'
import type { EventData, EventType } from '@/lib/schema/events'
import type { JobKind, JobParams } from '@/lib/schema/jobs'
import type { PendingEvent } from './event-log'
import type { PendingJob } from './job-log'
import type { Sql } from './sql'

/** The right to write. Only `db.transact` hands one out, and only it can emit an event or enqueue a job. */
export interface Tx {
  readonly sql: Sql
  /** Collects an event; it is written with the transaction's last statement and published after the commit. */
  emit<T extends EventType>(type: T, data: EventData<T>, subject: Subjects[T]): void
  /**
   * Collects a job; it is written with the transaction, and taken up by some process after the commit, or when it is `at`
   * by the database's clock.
   */
  enqueue<K extends JobKind>(kind: K, params: JobParams<K>, at?: Date): void
}

export class CollectingTx implements Tx {
  readonly pending: PendingEvent[] = []
  readonly jobs: PendingJob[] = []
  readonly sql: Sql

  constructor(sql: Sql) {
    this.sql = sql
  }

  emit<T extends EventType>(type: T, data: EventData<T>, subject: Subjects[T]): void {
    for (const channel of audience[type](data, subject)) this.pending.push({ channel, type, data })
  }

  enqueue<K extends JobKind>(kind: K, params: JobParams<K>, at?: Date): void {
    this.jobs.push({ kind, params, at })
  }
}
