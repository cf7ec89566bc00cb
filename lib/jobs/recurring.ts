import { eq } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import type { Reader } from '@/lib/db/reader'
import { jobs } from '@/lib/db/tables/jobs'
import { JOBS, type JobKind, type JobParams } from '@/lib/schema/jobs'
import { recurringKey, repeatJob } from './queue'

const MINUTE_S = 60

interface Recurring<K extends JobKind> {
  everySeconds: number
  /** Of the first time. */
  params: JobParams<K>
}

/** What is done again and again, by one process in all. */
const RECURRING: { [K in JobKind]?: Recurring<K> } = {
  'remind-of-ends': { everySeconds: MINUTE_S, params: {} },
  // From the beginning of time: what came while nobody ran is looked at once.
  'trim-events': { everySeconds: MINUTE_S, params: { since: new Date(0).toISOString() } },
  'clear-uploads': { everySeconds: 10 * MINUTE_S, params: {} },
  'delete-unused-media': { everySeconds: 60 * MINUTE_S, params: {} },
  'trim-notifications': { everySeconds: 60 * MINUTE_S, params: {} },
  'count-purchases': { everySeconds: 5 * MINUTE_S, params: { counts: {} } },
  'remake-previews': { everySeconds: 10 * MINUTE_S, params: { after: null } },
  'fill-post-authors': { everySeconds: 10 * MINUTE_S, params: {} },
  'trim-request-keys': { everySeconds: 60 * MINUTE_S, params: {} },
  'trim-views': { everySeconds: 60 * MINUTE_S, params: {} },
}

/** Sees to it that each of them is there once. */
export async function repeatJobs(db: Database): Promise<void> {
  await db.transact(async (tx) => {
    for (const [kind, { params, everySeconds }] of Object.entries(RECURRING))
      await repeatJob(tx, kind as JobKind, params, everySeconds)
  })
}

/** What it has kept for its next time. Throws when it is not there. */
export async function readRecurring<K extends JobKind>(reader: Reader, kind: K): Promise<JobParams<K>> {
  const [row] = await reader
    .select({ params: jobs.params })
    .from(jobs)
    .where(eq(jobs.uniqueKey, recurringKey(kind)))
  return JOBS[kind].parse(row?.params) as JobParams<K>
}
