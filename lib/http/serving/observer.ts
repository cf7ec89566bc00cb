import type { Log } from '@/lib/log'

/** What the log and the metrics say of one request to the API. The query is not among it: it may hold a token. */
export interface RequestFacts {
  method: string
  path: string
  /** The address as the table of routes has it; null where there is no such address. */
  route: string | null
  status: number
  ms: number
  userId: string | null
  ip: string
  requestId: string
}

export interface RequestObserver {
  answered(facts: RequestFacts): void
}

/** One line for each request; what is asked for again and again to hear the same is not worth a line. */
const UNLOGGED: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/sw.js'])

export function observeRequests(log: Log, measure: (facts: RequestFacts) => void): RequestObserver {
  return {
    answered(facts) {
      measure(facts)
      if (UNLOGGED.has(facts.path)) return
      const { route: _, ms, ...line } = facts
      log.info({ ...line, ms: Math.round(ms * 10) / 10 }, 'api')
    },
  }
}
