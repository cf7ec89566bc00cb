import type { Redis } from 'ioredis'
import { networkOf } from '@/lib/client-ip'
import { createCounters } from './rate-counter'

/** Requests a minute. Behind one address there may be a household, or an office. */
const PER_MINUTE = {
  /** A page that is open and refetches what events tell it to stays far below. */
  read: { user: 600, ip: 3_000 },
  write: { user: 120, ip: 600 },
  comment: { user: 30, ip: 150 },
  upload: { user: 30, ip: 150 },
  /** Of uploads that are sent in parts: some clients send small ones. */
  uploadPart: { user: 3_000, ip: 6_000 },
  /** Quotes, purchases and submissions. */
  purchase: { user: 30, ip: 150 },
  /** Challenges and answers to them: two for each sign-in. */
  signIn: { user: 120, ip: 120 },
  /** Images: one page shows dozens. */
  image: { user: 3_000, ip: 6_000 },
  /** Pages, and the parts of pages that browsers fetch ahead. */
  page: { user: 1_200, ip: 1_200 },
} as const satisfies Record<string, { user: number; ip: number }>

export type LimitName = keyof typeof PER_MINUTE
export type LimitedBy = 'user' | 'ip'

export interface RateLimits {
  /** Counts a request. Answers 0 when it may go on, otherwise after how many whole seconds to come back. */
  take(name: LimitName, by: LimitedBy, who: string): Promise<number>
}

interface LimitOptions {
  enabled: boolean
  /** Where the count is shared over processes; null where there is one process. */
  redis: Redis | null
  /** What its names in Redis begin with. */
  prefix: string
  /** Told of each request that may not go on. */
  refused?: (name: LimitName, by: LimitedBy) => void
}

export function createRateLimits({ enabled, redis, prefix, refused = () => {} }: LimitOptions): RateLimits {
  if (!enabled) return { take: async () => 0 }
  const newCounter = createCounters(redis)
  const counters = mapValues(PER_MINUTE, (perMinute, name) => ({
    user: newCounter({ keyPrefix: `${prefix}:${name}:user`, points: perMinute.user, duration: 60 }),
    ip: newCounter({ keyPrefix: `${prefix}:${name}:ip`, points: perMinute.ip, duration: 60 }),
  }))
  return {
    async take(name, by, who) {
      const waitMs = await counters[name][by](by === 'ip' ? networkOf(who) : who)
      if (waitMs > 0) refused(name, by)
      return Math.ceil(waitMs / 1_000)
    },
  }
}

function mapValues<K extends string, A, B>(record: Record<K, A>, map: (value: A, key: K) => B): Record<K, B> {
  const entries = Object.entries(record) as [K, A][]
  return Object.fromEntries(entries.map(([key, value]) => [key, map(value, key)])) as Record<K, B>
}
