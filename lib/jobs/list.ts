import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { jobs } from '@/lib/db/tables/jobs'
import type { Tx } from '@/lib/db/transaction'
import type { JobRow } from './queue'

type JobState = 'waiting' | 'running' | 'failed'

const state = sql<JobState>`case
  when ${jobs.failedAt} is not null then 'failed'
  when ${jobs.lockedUntil} > clock_timestamp() then 'running'
  else 'waiting' end`

/** What failed first, then by the time of its next try. */
export async function listJobs(reader: Reader, limit: number): Promise<(JobRow & { state: JobState })[]> {
  const rows = await reader
    .select({ job: jobs, state })
    .from(jobs)
    .orderBy(sql`${jobs.failedAt} is null`, asc(jobs.runAt))
    .limit(limit)
  return rows.map((row) => ({ ...row.job, state: row.state }))
}

export async function countJobs(reader: Reader): Promise<{ kind: string; state: JobState; count: number }[]> {
  return reader
    .select({ kind: jobs.kind, state, count: sql<number>`count(*)::int` })
    .from(jobs)
    .groupBy(sql`1`, sql`2`)
}

/** Lets what was given up be tried again: one, or all. Answers how many. */
export async function retryFailed(tx: Tx, id: string | 'all'): Promise<number> {
  const failed = isNotNull(jobs.failedAt)
  const retried = await tx.sql
    .update(jobs)
    .set({ failedAt: null, attempts: 0, runAt: sql`clock_timestamp()` })
    .where(id === 'all' ? failed : and(failed, eq(jobs.id, id)))
    .returning({ id: jobs.id })
  return retried.length
}
