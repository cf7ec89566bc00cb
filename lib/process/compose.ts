import { join } from 'node:path'
import type { App } from '@/lib/app'
import { Cards } from '@/lib/cards/cards'
import type { Config } from '@/lib/config'
import { readClock } from '@/lib/db/clock'
import { openDatabase } from '@/lib/db/database'
import { importJwtKey } from '@/lib/domain/accounts/sessions'
import { ViewCounts } from '@/lib/domain/posts/view-counts'
import { ResponseCache } from '@/lib/http/cache/response-cache'
import { createRateLimits } from '@/lib/http/limits/rate-limits'
import { UploadPlaces } from '@/lib/http/limits/upload-places'
import { observeRequests } from '@/lib/http/serving/observer'
import { openSiteFiles } from '@/lib/http/site/site-files'
import { handlers, whenGivenUp } from '@/lib/jobs/handlers'
import { repeatJobs } from '@/lib/jobs/recurring'
import { startRunner } from '@/lib/jobs/runner'
import type { Log } from '@/lib/log'
import { IncomingFiles } from '@/lib/media/incoming'
import { PictureQueue } from '@/lib/media/worker/queue'
import { measureJobs } from '@/lib/metrics/jobs'
import { createMetrics, type Metrics } from '@/lib/metrics/metrics'
import { measurePurchases } from '@/lib/metrics/purchases'
import { measureRealtime } from '@/lib/metrics/realtime'
import { Rates } from '@/lib/rates/rates'
import type { Realtime } from '@/lib/realtime/socket'
import { openSiteTexts } from '@/lib/texts/site-texts'
import { clearUploads } from './clear-uploads'
import { keepSecret } from './kept-secret'
import { startLoops } from './loops'
import { openBroker } from './open-broker'
import { openFilms } from './open-films'
import { openLedger } from './open-ledger'
import { openRealtime } from './open-realtime'
import { openStore } from './open-store'
import { SteadyClock, type ToldClock } from './steady-clock'

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
  /** By which people are told what cannot be taken back: the database's clock, unless a test hands in one. */
  told?: ToldClock
}

/** Opens everything and wires it together, once per process. Throws when a part cannot be opened. */
export async function compose(
  config: Config,
  log: Log,
  { now: handedIn, told: toldBy }: ComposeOptions = {},
): Promise<Composition> {
  const now = handedIn ?? (() => new Date())
  const opened: (() => Promise<void> | void)[] = []
  const close = async () => {
    for (const release of opened.splice(0).reverse()) await release()
  }
  try {
    const db = await openDatabase({
      url: config.databaseUrl,
      folder: config.dataDir,
      prepare: config.databasePrepare,
    })
    opened.push(() => db.close())
    const { broker, redis, namespace, close: closeBroker } = await openBroker({ db, log }, config.redisUrl)
    opened.push(closeBroker)
    const { ledger, faucet, settles, platformWallet, close: closeLedger } = await openLedger(config, now, log)
    opened.push(closeLedger)

    const pictures = new PictureQueue()
    opened.push(() => pictures.close())
    const uploadFolder = join(config.dataDir, 'uploads')
    await clearUploads(uploadFolder)

    let serving = true
    const metrics = createMetrics()
    const app: App = {
      config,
      log,
      requests: observeRequests(log, metrics.requestAnswered),
      responses: new ResponseCache(() => db.version(), ANSWERS_BYTES_MAX),
      cards: new Cards(),
      views: new ViewCounts(),
      rates: new Rates(config.ratesUrl, { now, log }),
      site: openSiteFiles({ wantsWorker: config.production && config.serviceWorker }),
      texts: openSiteTexts({ playMoney: faucet !== null, ownFolder: config.legalDir }),
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
      store: await openStore(config, log),
      pictures,
      films: openFilms(config, log),
      incoming: new IncomingFiles(join(config.dataDir, 'incoming')),
      uploads: new UploadPlaces(),
      uploadFolder,
      jwtKey: await importJwtKey(config.jwtSecret ?? keepSecret(join(config.dataDir, 'jwt-secret'))),
      tokenTtlSeconds: config.tokenTtlSeconds,
      serving: () => serving,
    }
    const realtime = config.role === 'all' ? openRealtime({ ...app, observeLag: metrics.lagSeen }) : null
    if (realtime !== null) measureRealtime(metrics.registry, realtime.stats)
    measurePurchases(metrics.registry, app)
    const told =
      toldBy ??
      (handedIn ? { now, look: async () => {} } : new SteadyClock({ read: () => readClock(db.read), log }))
    // Before anything is done by it.
    await told.look()
    opened.push(() => app.views.flush(app).catch((err) => log.warn({ err }, 'views could not be counted')))
    opened.push(startLoops(app, told))
    await repeatJobs(db)
    const context = { ...app, now: () => told.now() }
    opened.push(startRunner({ context, handlers, whenGivenUp, log, observe: metrics.jobRan }))
    measureJobs(metrics.registry, app)
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
