import type { Log } from '@/lib/app'

/** What the log and the metrics say of one request to the API. The query is not among it: it may hold a token. */
export interface RequestFacts {
  method: string
  path: string
  /** The address as the table of routes has it; null in development, where Next finds the route. */
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

/** One line for each request; whoever is asked whether they live is asked often, and is not worth a line. */
const UNLOGGED: ReadonlySet<string> = new Set(['/healthz', '/readyz'])

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
