import { Counter, Histogram, Registry } from 'prom-client'
import type { RequestFacts } from '@/lib/http/serving/observer'

/** The figures of one process, as Prometheus reads them. `docs/operations.md` says what each means. */
export interface Metrics {
  registry: Registry
  requestAnswered(facts: RequestFacts): void
  requestLimited(limit: string, by: string): void
  /** Of a job that ran here; `result` is `done`, `retried` or `failed`, which is given up. */
  jobRan(kind: string, result: string): void
  /** Time from the commit of an event to its readers here, in milliseconds; once per event, not per reader. */
  lagSeen(ms: number): void
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Counter({
    name: 'fonana_http_requests_total',
    help: 'Requests to the API that were answered',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'fonana_http_request_duration_seconds',
    help: 'Time until the answer of the API was ready to be sent',
    labelNames: ['method', 'route'],
    buckets: SECONDS,
    registers,
  })
  const limited = new Counter({
    name: 'fonana_http_rate_limited_total',
    help: 'Requests that were refused because there were too many',
    labelNames: ['limit', 'by'],
    registers,
  })
  const jobRuns = new Counter({
    name: 'fonana_job_runs_total',
    help: 'Jobs that were run here, by how it ended',
    labelNames: ['kind', 'result'],
    registers,
  })
  const lag = new Histogram({
    name: 'fonana_event_lag_seconds',
    help: 'Time from the commit of an event to its sending to the readers of this process',
    buckets: SECONDS,
    registers,
  })
  return {
    registry,
    requestAnswered({ method, route, status, ms }) {
      // What is no address has one name, whatever was asked for.
      const labels = { method, route: route ?? 'unknown' }
      requests.inc({ ...labels, status: String(status) })
      durations.observe(labels, ms / 1_000)
    },
    requestLimited: (limit, by) => limited.inc({ limit, by }),
    jobRan: (kind, result) => jobRuns.inc({ kind, result }),
    lagSeen: (ms) => lag.observe(ms / 1_000),
  }
}
