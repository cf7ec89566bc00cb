import { and, eq, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { newId } from '@/lib/db/ids'
import { jobs } from '@/lib/db/tables/jobs'
import type { Tx } from '@/lib/db/transaction'
import { type JobKind, LONG_JOBS } from '@/lib/schema/jobs'

/** Whoever is killed over a job holds it no longer than this. */
const LEASE_SECONDS = 30

export type JobRow = typeof jobs.$inferSelect

/** By the database's clock: processes need not agree on the time. */
const inSeconds = (seconds: number): SQL<Date> => sql`clock_timestamp() + make_interval(secs => ${seconds})`

/** `now()`: an index serves what stays the same for the length of a statement. */
const isFree = and(
  isNull(jobs.failedAt),
  lte(jobs.runAt, sql`now()`),
  or(isNull(jobs.lockedUntil), lte(jobs.lockedUntil, sql`now()`)),
)

const isNotUnderWay = (kind: JobKind) => sql`(${jobs.kind} <> ${kind} or not exists (
  select 1 from jobs other where other.kind = ${kind} and other.locked_until > now()))`

/** It is still held by whoever took it with this number: whoever takes it after them has a higher one. */
const isHeld = ({ id, attempts }: JobRow) =>
  and(eq(jobs.id, id), eq(jobs.attempts, attempts), isNotNull(jobs.lockedUntil))

/** Takes the job that has waited longest, if there is one of these kinds; no other process has it then. */
export async function claimJob(db: Database, kinds: readonly JobKind[]): Promise<JobRow | null> {
  const long = kinds.filter((kind) => LONG_JOBS.includes(kind))
  const wanted = and(isFree, inArray(jobs.kind, [...kinds]), ...long.map(isNotUnderWay))
  // A look costs next to nothing, and is no write: most of the time there is nothing to do.
  const [any] = await db.read.select({ id: jobs.id }).from(jobs).where(wanted).limit(1)
  if (any === undefined) return null
  return db.transact(async (tx) => {
    // Two processes do not both find that none is under way.
    if (long.length > 0)
      await tx.sql.execute(sql`select pg_advisory_xact_lock(hashtextextended('long jobs', 0))`)
    const first = tx.sql
      .select({ id: jobs.id })
      .from(jobs)
      .where(wanted)
      .orderBy(jobs.runAt)
      .limit(1)
      .for('update', { skipLocked: true })
    const [claimed] = await tx.sql
      .update(jobs)
      .set({ attempts: sql`${jobs.attempts} + 1`, lockedUntil: inSeconds(LEASE_SECONDS) })
      .where(inArray(jobs.id, first))
      .returning()
    return claimed ?? null
  })
}

/** Holds the job for longer, and keeps how far it got, in the transaction of that part. Answers whether it is still held. */
export async function holdJob(tx: Tx, job: JobRow, params: unknown = undefined): Promise<boolean> {
  const kept = params === undefined ? {} : { params }
  const held = await tx.sql
    .update(jobs)
    .set({ lockedUntil: inSeconds(LEASE_SECONDS), ...kept })
    .where(isHeld(job))
    .returning({ id: jobs.id })
  return held.length > 0
}

/** Lets go of a job that is not done: somebody else goes on with it. That was no failure, and does not count as one. */
export async function releaseJob(tx: Tx, job: JobRow): Promise<void> {
  await tx.sql
    .update(jobs)
    .set({ lockedUntil: null, attempts: job.attempts - 1 })
    .where(isHeld(job))
}

/** It is done: gone, or waiting for its next time. */
export async function finishJob(tx: Tx, job: JobRow): Promise<void> {
  if (job.everySeconds === null) await tx.sql.delete(jobs).where(isHeld(job))
  else await wait(tx, job, { seconds: job.everySeconds, attempts: 0, error: null })
}

/** It failed and is tried again after so many seconds; what is done again and again starts counting anew. */
export async function retryLater(tx: Tx, job: JobRow, seconds: number, error: string): Promise<void> {
  await wait(tx, job, { seconds, attempts: job.attempts, error })
}

/**
 * It is not tried again, until somebody says so; what is done again and again waits for its next time. Answers whether it
 * is given up by this.
 */
export async function giveUp(tx: Tx, job: JobRow, error: string): Promise<boolean> {
  if (job.everySeconds !== null) {
    await wait(tx, job, { seconds: job.everySeconds, attempts: 0, error })
    return false
  }
  const given = await tx.sql
    .update(jobs)
    .set({ failedAt: sql`clock_timestamp()`, lockedUntil: null, lastError: error })
    .where(isHeld(job))
    .returning({ id: jobs.id })
  return given.length > 0
}

interface Waiting {
  seconds: number
  attempts: number
  error: string | null
}

async function wait(tx: Tx, job: JobRow, { seconds, attempts, error }: Waiting): Promise<void> {
  await tx.sql
    .update(jobs)
    .set({ runAt: inSeconds(seconds), attempts, lockedUntil: null, lastError: error })
    .where(isHeld(job))
}

/** There is one of each kind. */
export const recurringKey = (kind: JobKind): string => `every:${kind}`

/** Sees to it that a job is done every so many seconds, by one process at a time. */
export async function repeatJob(tx: Tx, kind: JobKind, params: unknown, everySeconds: number): Promise<void> {
  await tx.sql
    .insert(jobs)
    .values({ id: newId(), kind, params, everySeconds, uniqueKey: recurringKey(kind) })
    .onConflictDoUpdate({
      target: jobs.uniqueKey,
      set: { everySeconds },
      setWhere: sql`${jobs.everySeconds} <> ${everySeconds}`,
    })
}
