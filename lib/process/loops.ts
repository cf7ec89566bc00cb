import type { App } from '@/lib/app'
import { followPayments } from '@/lib/domain/money/payments/finality'
import { oweOldSurplus } from '@/lib/domain/money/payments/old-surplus'
import { settlePurchases } from '@/lib/domain/money/purchases/settlement'
import { settleGoodwill } from '@/lib/domain/money/refunds/goodwill-settlement'
import { settleRefunds } from '@/lib/domain/money/refunds/settlement'
import { announceEnds, nextEnd } from '@/lib/domain/money/subscriptions/subscriptions'
import type { Reconciled } from '@/lib/domain/money/transfers/reconcile'
import { isUnavailable } from '@/lib/errors'
import type { ToldClock } from './steady-clock'

const ENDS_EVERY_MS = 1_000
const VIEWS_EVERY_MS = 5_000
const PAYMENTS_EVERY_MS = 2_000

/**
 * What has to be done to the second, in a circle; what can wait is a job (`lib/jobs`). Returns the function that stops
 * it and waits for what runs.
 */
export function startLoops(app: App, told: ToldClock): () => Promise<void> {
  const context = { ...app, now: () => told.now() }
  const loops = [
    repeat(app, ENDS_EVERY_MS, 'subscription ends could not be told', async () => {
      await told.look()
      const next = await nextEnd(context)
      if (next === null) return ENDS_EVERY_MS
      // To the moment, not to the next round.
      if (next > context.now()) return next.getTime() - context.now().getTime()
      // Many at once are told in parts; what is left is next.
      return (await announceEnds(context)) > 0 ? 0 : ENDS_EVERY_MS
    }),
  ]
  loops.push(
    repeat(app, VIEWS_EVERY_MS, 'views could not be counted', async () => {
      await app.views.flush(app)
      return VIEWS_EVERY_MS
    }),
  )
  if (app.settles) loops.push(...startMoneyLoops(app))
  return async () => {
    await Promise.all(loops.map((stop) => stop()))
  }
}

/** Each by itself: what one of them waits for does not hold up the others. */
function startMoneyLoops(app: App): (() => Promise<void>)[] {
  const settle = (failure: string, work: (stopped: AbortSignal) => Promise<Reconciled>) =>
    repeat(app, PAYMENTS_EVERY_MS, failure, async (stopped) => {
      const { hasMore } = await work(stopped)
      // After a time without a server much is due: page after page, and nobody who pays now waits for it.
      return hasMore ? 0 : PAYMENTS_EVERY_MS
    })
  return [
    settle('purchases could not be settled', (stopped) => settlePurchases(app, 'open', stopped)),
    settle('closed purchases could not be searched for', (stopped) =>
      settlePurchases(app, 'closed', stopped),
    ),
    settle(
      'refunds could not be settled',
      onceBefore(
        () => oweOldSurplus(app),
        (stopped) => settleRefunds(app, stopped),
      ),
    ),
    settle('refunds of goodwill could not be settled', (stopped) => settleGoodwill(app, stopped)),
    repeat(app, PAYMENTS_EVERY_MS, 'payments could not be followed', async (stopped) => {
      await followPayments(app, stopped)
      return PAYMENTS_EVERY_MS
    }),
  ]
}

/** Until it has succeeded, `first` comes before the work. */
function onceBefore<Answer>(
  first: () => Promise<void>,
  work: (stopped: AbortSignal) => Promise<Answer>,
): (stopped: AbortSignal) => Promise<Answer> {
  let isDone = false
  return async (stopped) => {
    if (!isDone) await first()
    isDone = true
    return work(stopped)
  }
}

/**
 * At once, and then with a pause between one end and the next start, so that slow runs never pile up. `work` answers how
 * long it would wait, in milliseconds; it is `pauseMs` at most. Once it is stopped, `work` is to begin nothing more.
 */
function repeat(
  app: App,
  pauseMs: number,
  failure: string,
  work: (stopped: AbortSignal) => Promise<number>,
): () => Promise<void> {
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const run = () => {
    running = work(stopping.signal)
      .catch((error: unknown) => {
        // Network or database are away: that is their own affair, and asked again soon.
        const level = isUnavailable(error) ? 'warn' : 'error'
        app.log[level]({ err: error }, failure)
        return pauseMs
      })
      .then((waitMs) => {
        if (!stopping.signal.aborted) timer = setTimeout(run, Math.min(pauseMs, waitMs))
      })
  }
  run()
  return async () => {
    stopping.abort()
    clearTimeout(timer)
    await running
  }
}
