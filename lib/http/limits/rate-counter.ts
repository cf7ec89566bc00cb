import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

/** So long a request waits for the shared count; then this process counts alone for a while. */
const SHARED_MS = 100
const ALONE_MS = 2_000

interface CounterOptions {
  keyPrefix: string
  points: number
  /** In seconds, from the first request on. */
  duration: number
}

/** Counts one more for a key. Answers in how many milliseconds the next may come: 0 for now. */
export type Counter = (key: string) => Promise<number>

/** Counters that count in Redis while it answers, and in this process otherwise. */
export function createCounters(redis: Redis | null): (options: CounterOptions) => Counter {
  const turnstile = new Turnstile()
  return (options) => {
    const own = new RateLimiterMemory(options)
    if (redis === null) return (key) => consume(own, key)
    const shared = new RateLimiterRedis({
      ...options,
      storeClient: redis,
      // Who is over the limit is known here until the window ends.
      inMemoryBlockOnConsumed: options.points + 1,
    })
    return async (key) => (await turnstile.pass(() => consume(shared, key))) ?? consume(own, key)
  }
}

async function consume(limiter: RateLimiterMemory | RateLimiterRedis, key: string): Promise<number> {
  try {
    await limiter.consume(key)
    return 0
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(error.msBeforeNext, 1)
    throw error
  }
}

/**
 * The way to a store that may be away or hang: nobody waits for it for long, and after a failure one at a time tries
 * whether it is back.
 */
class Turnstile {
  #closedUntil = 0

  /** Null when the store did not answer. */
  async pass(ask: () => Promise<number>): Promise<number | null> {
    const now = Date.now()
    if (now < this.#closedUntil) return null
    if (this.#closedUntil > 0) this.#closedUntil = now + ALONE_MS
    try {
      const answer = await within(SHARED_MS, ask())
      this.#closedUntil = 0
      return answer
    } catch {
      this.#closedUntil = Date.now() + ALONE_MS
      return null
    }
  }
}

async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('late')), ms)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
