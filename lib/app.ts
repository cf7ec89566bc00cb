import type { SessionContext } from '@/lib/domain/accounts/sessions'
import type { PurchaseContext } from '@/lib/domain/money/context'
import type { ViewCounts } from '@/lib/domain/posts/view-counts'
import type { ResponseCache } from '@/lib/http/cache/response-cache'
import type { RateLimits } from '@/lib/http/limits/rate-limits'
import type { UploadPlaces } from '@/lib/http/limits/upload-places'
import type { Answer } from '@/lib/http/serving/answer'
import type { RequestObserver } from '@/lib/http/serving/observer'
import type { SiteFiles } from '@/lib/http/site/site-files'
import type { Broker } from '@/lib/realtime/broker/broker'
import type { Cards } from './cards/cards'
import type { Config } from './config'
import type { Database } from './db/database'
import type { Faucet, Ledger } from './ledger/port'
import type { Log } from './log'
import type { Films } from './media/films'
import type { IncomingFiles } from './media/incoming'
import type { Pictures } from './media/pictures'
import type { MediaStore } from './media/port'
import type { Rates } from './rates/rates'
import type { SiteTexts } from './texts/site-texts'

/** Everything a request handler may need. It is made once per process by `lib/process/compose.ts`. */
export interface App extends PurchaseContext, SessionContext {
  config: Config
  db: Database
  /** Carries what is committed to the sockets of all processes. */
  broker: Broker
  ledger: Ledger
  /** Only where this process holds the embedded ledger. */
  faucet: Faucet | null
  /** Whether this process compares purchases with the ledger; where another one holds the embedded ledger, that one does. */
  settles: boolean
  store: MediaStore
  pictures: Pictures
  films: Films
  uploads: UploadPlaces
  /** Where uploads lie until they are looked at. */
  uploadFolder: string
  /** Uploads by parts, while they arrive and until film and sound are made ready. */
  incoming: IncomingFiles
  log: Log
  /** Hears of every request to the API. */
  requests: RequestObserver
  limits: RateLimits
  /** Answers of the API to those who have not signed in. */
  responses: ResponseCache<Answer>
  /** What SOL is worth elsewhere. */
  rates: Rates
  /** Who has looked at which posts. */
  views: ViewCounts
  site: SiteFiles
  /** Help, terms and the like. */
  texts: SiteTexts
  /** What links to posts and creators are shown with. */
  cards: Cards
  /** False while the process goes down. */
  serving(): boolean
}

/**
 * Next evaluates modules anew in each of its bundles: a module-level variable of server.ts is not the one a route
 * handler sees. `globalThis` is the same for all.
 */
const KEY = Symbol.for('fonana.app')
const holder = globalThis as { [KEY]?: App }

export function setApp(app: App): void {
  holder[KEY] = app
}

export function getApp(): App {
  const app = holder[KEY]
  if (app === undefined) throw new Error('the app is not running in this process: start it with server.ts')
  return app
}
