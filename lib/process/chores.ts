import type { App } from '@/lib/app'
import { trimEvents } from '@/lib/db/event-trim'
import { followPayments } from '@/lib/domain/payments/finality'
import { settlePurchases } from '@/lib/domain/purchases/settlement'
import { settleRefunds } from '@/lib/domain/refunds/settlement'
import { remindOfEnds } from '@/lib/domain/subscriptions/reminders'
import { announceEnds, nextEnd } from '@/lib/domain/subscriptions/subscriptions'
import { isAppError } from '@/lib/errors'

const ENDS_EVERY_MS = 1_000
const PAYMENTS_EVERY_MS = 2_000
const REMINDERS_EVERY_MS = 60_000
const TRIM_EVERY_MS = 60_000

/** What nobody asks for and still has to be done. Returns the function that stops it and waits for what runs. */
export function startChores(app: App): () => Promise<void> {
  // From the beginning of time: what came while nobody ran is looked at once.
  let trimmedAt = new Date(0)
  const chores = [
    repeat(app, ENDS_EVERY_MS, 'subscription ends could not be told', async () => {
      const next = await nextEnd(app)
      if (next === null) return
      if (next <= app.now()) await announceEnds(app)
      // To the moment, not to the next round.
      else return next.getTime() - app.now().getTime()
    }),
    repeat(app, REMINDERS_EVERY_MS, 'subscribers could not be reminded', async () => {
      await remindOfEnds(app)
    }),
    repeat(app, TRIM_EVERY_MS, 'old events could not be taken away', async () => {
      const startedAt = new Date()
      await trimEvents(app.db, trimmedAt)
      trimmedAt = startedAt
    }),
  ]
  if (app.settles) chores.push(...startMoneyChores(app))
  return async () => {
    await Promise.all(chores.map((stop) => stop()))
  }
}

/** Each by itself: what one of them waits for does not hold up the others. */
function startMoneyChores(app: App): (() => Promise<void>)[] {
  return [
    repeat(app, PAYMENTS_EVERY_MS, 'purchases could not be settled', fromTheStart(app, settlePurchases)),
    repeat(app, PAYMENTS_EVERY_MS, 'refunds could not be settled', fromTheStart(app, settleRefunds)),
    repeat(app, PAYMENTS_EVERY_MS, 'payments could not be followed', async () => {
      await followPayments(app)
    }),
  ]
}

/** Everything at first, then what is due. */
function fromTheStart(app: App, settle: (app: App, which: 'due' | 'all') => Promise<number>) {
  let which: 'due' | 'all' = 'all'
  return async () => {
    await settle(app, which)
    which = 'due'
  }
}

/**
 * At once, and then with a pause between one end and the next start, so that slow runs never pile up. `work` may answer
 * a shorter pause, in milliseconds.
 */
function repeat(
  app: App,
  pauseMs: number,
  failure: string,
  work: () => Promise<number | undefined | void>,
): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const run = () => {
    running = work()
      .catch((error: unknown) => {
        // The network is away: that is its own affair, and asked again soon.
        const level = isAppError(error) && error.code === 'unavailable' ? 'warn' : 'error'
        app.log[level]({ err: error }, failure)
      })
      .then((shorterMs) => {
        if (!stopped) timer = setTimeout(run, Math.min(pauseMs, shorterMs ?? pauseMs))
      })
  }
  run()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}
