import { join } from 'node:path'
import type { App, Log } from './app'
import { startChores } from './chores'
import type { Config } from './config'
import { openDatabase } from './db/database'
import { importJwtKey } from './domain/sessions'
import { Kept } from './http/kept'
import { observeRequests } from './http/observer'
import { createRateLimits } from './http/rate-limits'
import { keepSecret } from './kept-secret'
import { DiskStore } from './media/store'
import { createMetrics, type Metrics } from './metrics/metrics'
import { measurePurchases } from './metrics/purchases'
import { measureRealtime } from './metrics/realtime'
import { openBroker } from './open-broker'
import { openLedger } from './open-ledger'
import { openRealtime } from './open-realtime'
import type { Realtime } from './realtime/socket'

const ANSWERS_BYTES_MAX = 8 * 1024 * 1024

export interface Composition {
  app: App
  metrics: Metrics
  /** Null where the socket has a process of its own. */
  realtime: Realtime | null
  /** From here on `readyz` says that the process goes down. */
  goDown(): void
  /** Tells the open sockets to come back later; resolves when all are gone. */
  closeSockets(): Promise<void>
  /** Closes what was opened, in order. The sockets are closed before. */
  close(): Promise<void>
}

interface ComposeOptions {
  /** The system's clock, unless a test hands in its own. */
  now?: () => Date
}

/** Opens everything and wires it together, once per process. Throws when a part cannot be opened. */
export async function compose(
  config: Config,
  log: Log,
  { now = () => new Date() }: ComposeOptions = {},
): Promise<Composition> {
  const opened: (() => Promise<void> | void)[] = []
  const close = async () => {
    for (const release of opened.splice(0).reverse()) await release()
  }
  try {
    const db = await openDatabase({ url: config.databaseUrl, folder: config.dataDir })
    opened.push(() => db.close())
    const { broker, redis, namespace, close: closeBroker } = await openBroker({ db, log }, config.redisUrl)
    opened.push(closeBroker)
    const { ledger, faucet, platformWallet, close: closeLedger } = await openLedger(config, now)
    opened.push(closeLedger)

    let serving = true
    const metrics = createMetrics()
    const app: App = {
      config,
      log,
      requests: observeRequests(log, metrics.requestAnswered),
      kept: new Kept(() => db.version(), ANSWERS_BYTES_MAX),
      limits: createRateLimits({
        enabled: config.rateLimit,
        redis,
        prefix: `${namespace}:limit`,
        refused: metrics.requestLimited,
      }),
      now,
      db,
      ledger,
      faucet,
      broker,
      platformWallet,
      store: new DiskStore(join(config.dataDir, 'media')),
      jwtKey: await importJwtKey(config.jwtSecret ?? keepSecret(join(config.dataDir, 'jwt-secret'))),
      tokenTtlSeconds: config.tokenTtlSeconds,
      serving: () => serving,
    }
    const realtime = config.role === 'all' ? openRealtime({ ...app, observeLag: metrics.lagSeen }) : null
    if (realtime !== null) measureRealtime(metrics.registry, realtime.stats)
    measurePurchases(metrics.registry, app)
    opened.push(startChores(app))
    return {
      app,
      metrics,
      realtime,
      goDown() {
        serving = false
      },
      async closeSockets() {
        await realtime?.close()
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
