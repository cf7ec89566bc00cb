import type { Config } from '@/lib/config'
import { openDatabase } from '@/lib/db/database'
import { importJwtKey, type SessionContext } from '@/lib/domain/accounts/sessions'
import type { Log } from '@/lib/log'
import { createMetrics, type Metrics } from '@/lib/metrics/metrics'
import { measureRealtime } from '@/lib/metrics/realtime'
import type { Broker } from '@/lib/realtime/broker/broker'
import type { Realtime } from '@/lib/realtime/socket'
import { openBroker } from './open-broker'
import { openRealtime } from './open-realtime'

/** What the process of the socket alone stands on. */
export interface SocketApp extends SessionContext {
  config: Config
  log: Log
  broker: Broker
  realtime: Realtime
  metrics: Metrics
  /** False while the process goes down. */
  serving(): boolean
  goDown(): void
  closeSockets(): Promise<void>
  close(): Promise<void>
}

export async function openSocketApp(config: Config, log: Log): Promise<SocketApp> {
  const now = () => new Date()
  const db = await openDatabase({
    url: config.databaseUrl,
    folder: config.dataDir,
    prepare: config.databasePrepare,
  })
  const { broker, close: closeBroker } = await openBroker({ db, log }, config.redisUrl)
  const jwtKey = await importJwtKey(config.jwtSecret ?? '')
  const context = { config, log, now, db, broker, jwtKey, tokenTtlSeconds: config.tokenTtlSeconds }
  const metrics = createMetrics()
  const realtime = openRealtime({ ...context, observeLag: metrics.lagSeen })
  measureRealtime(metrics.registry, realtime.stats)
  let serving = true
  return {
    ...context,
    realtime,
    metrics,
    serving: () => serving,
    goDown() {
      serving = false
    },
    closeSockets: () => realtime.close(),
    async close() {
      await closeBroker()
      await db.close()
    },
  }
}
