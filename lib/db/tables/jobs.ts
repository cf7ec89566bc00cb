import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { JobKind } from '@/lib/schema/jobs'
import { createdAt, instant } from './columns'

/**
 * What is still to be done, by any process. Written in the transaction of its cause, deleted when it is done. Whoever
 * takes one holds it until `lockedUntil`; all times are by the database's clock, which is the same for all.
 */
export const jobs = pgTable(
  'jobs',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').$type<JobKind>().notNull(),
    params: jsonb('params').notNull(),
    runAt: instant('run_at').notNull().default(sql`now()`),
    /** Done again so long after each time; null: once. */
    everySeconds: integer('every_seconds'),
    /**
     * Counts up each time it is taken, and back when it is left to others in good order: who holds another number than
     * this, or whose lock is gone, holds it no more.
     */
    attempts: integer('attempts').notNull().default(0),
    lockedUntil: instant('locked_until'),
    lastError: text('last_error'),
    /** Given up, until somebody says otherwise. */
    failedAt: instant('failed_at'),
    /** There is one job with this key at most. */
    uniqueKey: text('unique_key').unique(),
    createdAt: createdAt(),
  },
  (t) => [index('jobs_due').on(t.runAt).where(sql`${t.failedAt} is null`)],
)
