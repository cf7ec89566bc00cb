import { setImmediate } from 'node:timers/promises'
import { shorten } from '@/lib/characters'
import { isUnavailable } from '@/lib/errors'
import type { Log } from '@/lib/log'
import { JOBS, type JobKind } from '@/lib/schema/jobs'
import type { Handler, Handlers, JobContext, JobOutcome } from './job'
import { claimJob, finishJob, giveUp, holdJob, type JobRow, releaseJob, retryLater } from './queue'

/** At the same time in one process: a long one does not hold up the others. */
const AT_ONCE = 2
/** Jobs of other processes, and those whose time has come, are found this often. */
const LOOK_EVERY_MS = 1_000
/** Well within the lease. */
const HOLD_EVERY_MS = 10_000
/** Then it is given up: about 17 minutes after the first time. */
const ATTEMPTS_MAX = 10
const ERROR_CHARS_MAX = 300

export type JobResult = 'done' | 'retried' | 'failed'

export interface RunnerOptions {
  context: JobContext
  handlers: Handlers
  log: Log
  /** Told of each run of a job. */
  observe?: (kind: JobKind, result: JobResult) => void
  /** Seconds from a failure to the next try. */
  pauseAfter?: (attempts: number) => number
}

/** Does jobs, here and now where they were enqueued here. Returns the function that stops it and waits for what runs. */
export function startRunner(options: RunnerOptions): () => Promise<void> {
  const { context, log } = options
  const kinds = Object.keys(options.handlers) as JobKind[]
  const running = new Set<Promise<void>>()
  let isStopping = false
  let isLooking = false
  let isWanted = false

  /** Takes what there is, as long as there is room. What is enqueued during a look is looked for after it. */
  async function look(): Promise<void> {
    isWanted = true
    if (isLooking) return
    isLooking = true
    try {
      while (isWanted && running.size < AT_ONCE && !isStopping) {
        isWanted = false
        const job = await claimJob(context.db, kinds)
        if (job === null) continue
        isWanted = true
        start(job)
      }
    } catch (error) {
      log[isUnavailable(error) ? 'warn' : 'error']({ err: error }, 'jobs could not be looked for')
    } finally {
      isLooking = false
    }
  }

  function start(job: JobRow): void {
    const run = runJob(options, job, () => isStopping)
      // Its lease ends, and some process takes it up again.
      .catch((error: unknown) => {
        const level = isUnavailable(error) ? 'warn' : 'error'
        log[level]({ err: error, kind: job.kind, jobId: job.id }, 'a job was lost hold of')
      })
      .finally(() => {
        running.delete(run)
        lookSoon()
      })
    running.add(run)
  }

  let looking = Promise.resolve()
  const lookSoon = () => {
    looking = Promise.all([looking, look()]).then(() => {})
  }
  const timer = setInterval(lookSoon, LOOK_EVERY_MS)
  const stopListening = context.db.onEnqueue(lookSoon)
  lookSoon()
  return async () => {
    isStopping = true
    clearInterval(timer)
    stopListening()
    await looking
    await Promise.all(running)
  }
}

const doubling = (attempts: number): number => 2 ** (attempts - 1)

async function runJob(options: RunnerOptions, job: JobRow, stopping: () => boolean): Promise<void> {
  const { context, log, observe = () => {}, pauseAfter = doubling } = options
  const { db } = context
  const facts = { kind: job.kind, jobId: job.id, attempts: job.attempts }
  const holding = setInterval(() => {
    db.transact((tx) => holdJob(tx, job)).catch((error: unknown) =>
      log.warn({ err: error, ...facts }, 'a job could not be held'),
    )
  }, HOLD_EVERY_MS)
  try {
    // Taken once too often: it has ended the processes that had it.
    if (job.attempts > ATTEMPTS_MAX) throw new Error('it was never finished')
    const outcome = await handle(options, job, stopping)
    await db.transact((tx) => (outcome === 'done' ? finishJob(tx, job) : releaseJob(tx, job)))
    if (outcome === 'done') observe(job.kind, 'done')
  } catch (error) {
    const isLast = job.attempts >= ATTEMPTS_MAX
    await db.transact((tx) =>
      isLast
        ? giveUp(tx, job, inWords(error))
        : retryLater(tx, job, pauseAfter(job.attempts), inWords(error)),
    )
    observe(job.kind, isLast ? 'failed' : 'retried')
    if (isLast) log.error({ err: error, ...facts }, 'job given up')
    else log.warn({ err: error, ...facts }, 'job failed, will be tried again')
  } finally {
    clearInterval(holding)
  }
}

function handle(
  { context, handlers }: RunnerOptions,
  row: JobRow,
  stopping: () => boolean,
): Promise<JobOutcome> {
  // Of this kind, whatever kind it is: the table of handlers is typed by kind.
  const handler = handlers[row.kind] as Handler<JobKind>
  return handler(context, {
    params: JOBS[row.kind].parse(row.params),
    async stopping() {
      await setImmediate()
      return stopping()
    },
    async save(tx, params) {
      if (!(await holdJob(tx, row, params))) throw new Error('another process has taken the job')
    },
  })
}

/** The database says with an error what it was given, which is not for a list of jobs: only what went wrong is. */
function inWords(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const message = cause instanceof Error ? cause.message : String(cause)
  return shorten(message.split('\n', 1)[0] ?? '', ERROR_CHARS_MAX)
}
