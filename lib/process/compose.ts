import { join } from 'node:path'
import type { App, Log } from '@/lib/app'
import type { Config } from '@/lib/config'
import { openDatabase } from '@/lib/db/database'
import { importJwtKey } from '@/lib/domain/sessions'
import { Kept } from '@/lib/http/kept'
import { observeRequests } from '@/lib/http/observer'
import { createRateLimits } from '@/lib/http/rate-limits'
import { DiskStore } from '@/lib/media/store'
import { createMetrics, type Metrics } from '@/lib/metrics/metrics'
import { measurePurchases } from '@/lib/metrics/purchases'
import { measureRealtime } from '@/lib/metrics/realtime'
import type { Realtime } from '@/lib/realtime/socket'
import { startChores } from './chores'
import { keepSecret } from './kept-secret'
import { openBroker } from './open-broker'
import { openLedger } from './open-ledger'
import { openRealtime } from './open-realtime'

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
    const { ledger, faucet, settles, platformWallet, close: closeLedger } = await openLedger(config, now, log)
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
      settles,
      broker,
      platformWallet,
      referenceKey: await db.referenceKey(),
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
