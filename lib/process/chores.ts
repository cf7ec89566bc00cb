import type { App } from '@/lib/app'
import { trimEvents } from '@/lib/db/event-trim'
import { settleOpenPurchases } from '@/lib/domain/purchase-settlement'
import { announceEnds, nextEnd } from '@/lib/domain/subscriptions'

const ENDS_EVERY_MS = 1_000
const PURCHASES_EVERY_MS = 2_000
const TRIM_EVERY_MS = 60_000

/** What nobody asks for and still has to be done. Returns the function that stops it and waits for what runs. */
export function startChores(app: App): () => Promise<void> {
  // From the beginning of time: what came while nobody ran is looked at once.
  let trimmedAt = new Date(0)
  const chores = [
    repeat(app, ENDS_EVERY_MS, 'subscription ends could not be told', async () => {
      const next = await nextEnd(app)
      if (next !== null && next <= app.now()) await announceEnds(app)
    }),
    repeat(app, TRIM_EVERY_MS, 'old events could not be taken away', async () => {
      const startedAt = new Date()
      await trimEvents(app.db, trimmedAt)
      trimmedAt = startedAt
    }),
  ]
  // Where another process holds the ledger, that one settles.
  if (app.faucet !== null) {
    chores.push(
      repeat(app, PURCHASES_EVERY_MS, 'purchases could not be settled', () => settleOpenPurchases(app)),
    )
  }
  return async () => {
    await Promise.all(chores.map((stop) => stop()))
  }
}

/** At once, and then with a pause between one end and the next start, so that slow runs never pile up. */
function repeat(
  app: App,
  pauseMs: number,
  failure: string,
  work: () => Promise<unknown>,
): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const run = () => {
    running = work()
      .then(
        () => {},
        (error: unknown) => app.log.error({ err: error }, failure),
      )
      .then(() => {
        if (!stopped) timer = setTimeout(run, pauseMs)
      })
  }
  run()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}
