import { setImmediate } from 'node:timers/promises'
import { shorten } from '@/lib/characters'
import type { Tx } from '@/lib/db/transaction'
import { isUnavailable } from '@/lib/errors'
import type { Log } from '@/lib/log'
import { JOBS, type JobKind, LONG_JOBS } from '@/lib/schema/jobs'
import type { Handler, Handlers, JobContext, JobOutcome, WhenGivenUp } from './job'
import { claimJob, finishJob, giveUp, holdJob, type JobRow, releaseJob, retryLater } from './queue'

/** At the same time in one process, beside one of each that are long. */
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
  whenGivenUp?: WhenGivenUp
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
  const running = new Map<Promise<void>, JobKind>()
  let isStopping = false
  let isLooking = false
  let isWanted = false

  /** Which kinds there is room for. */
  function wanted(): JobKind[] {
    const underWay = [...running.values()]
    const isFull = underWay.filter((kind) => !LONG_JOBS.includes(kind)).length >= AT_ONCE
    return kinds.filter((kind) => (LONG_JOBS.includes(kind) ? !underWay.includes(kind) : !isFull))
  }

  /** Takes what there is, as long as there is room. What is enqueued during a look is looked for after it. */
  async function look(): Promise<void> {
    isWanted = true
    if (isLooking) return
    isLooking = true
    try {
      while (isWanted && !isStopping) {
        isWanted = false
        const open = wanted()
        const job = open.length === 0 ? null : await claimJob(context.db, open)
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
    running.set(run, job.kind as JobKind)
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
    await Promise.all(running.keys())
  }
}

const doubling = (attempts: number): number => 2 ** (attempts - 1)

async function runJob(options: RunnerOptions, job: JobRow, goesDown: () => boolean): Promise<void> {
  const { context, log, observe = () => {}, pauseAfter = doubling } = options
  const { db } = context
  const facts = { kind: job.kind, jobId: job.id, attempts: job.attempts }
  let isLost = false
  const hold = async (tx: Tx, params?: unknown) => {
    isLost ||= !(await holdJob(tx, job, params))
    return !isLost
  }
  const holding = setInterval(() => {
    db.transact((tx) => hold(tx)).catch((error: unknown) =>
      log.warn({ err: error, ...facts }, 'a job could not be held'),
    )
  }, HOLD_EVERY_MS)
  try {
    // Taken once too often: it has ended the processes that had it.
    if (job.attempts > ATTEMPTS_MAX) throw new Error('it was never finished')
    const outcome = await handle(options, job, { hold, stopping: () => isLost || goesDown() })
    await db.transact((tx) => (outcome === 'done' ? finishJob(tx, job) : releaseJob(tx, job)))
    if (outcome === 'done') observe(job.kind, 'done')
  } catch (error) {
    // It was silent for too long: whatever went wrong here, another process has it now.
    if (isLost) return log.warn({ err: error, ...facts }, 'another process has taken the job')
    const isLast = job.attempts >= ATTEMPTS_MAX
    await db.transact((tx) =>
      isLast
        ? giveUpAndSay(options, tx, job, inWords(error))
        : retryLater(tx, job, pauseAfter(job.attempts), inWords(error)),
    )
    observe(job.kind, isLast ? 'failed' : 'retried')
    if (isLast) log.error({ err: error, ...facts }, 'job given up')
    else log.warn({ err: error, ...facts }, 'job failed, will be tried again')
  } finally {
    clearInterval(holding)
  }
}

async function giveUpAndSay(
  { whenGivenUp }: RunnerOptions,
  tx: Tx,
  job: JobRow,
  error: string,
): Promise<void> {
  const say = whenGivenUp?.[job.kind as JobKind] as WhenGivenUp[JobKind]
  const params = JOBS[job.kind as JobKind].safeParse(job.params)
  if ((await giveUp(tx, job, error)) && params.success) await say?.(tx, params.data as never)
}

function handle(
  { context, handlers }: RunnerOptions,
  row: JobRow,
  { stopping, hold }: { stopping(): boolean; hold(tx: Tx, params: unknown): Promise<boolean> },
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
      if (!(await hold(tx, params))) throw new Error('another process has taken the job')
    },
  })
}

/** The database says with an error what it was given, which is not for a list of jobs: only what went wrong is. */
function inWords(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const message = cause instanceof Error ? cause.message : String(cause)
  return shorten(message.split('\n', 1)[0] ?? '', ERROR_CHARS_MAX)
}
