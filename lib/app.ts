import type { PurchaseContext } from '@/lib/domain/purchases/quotes'
import type { Config } from './config'
import type { Database } from './db/database'
import type { ImageStore } from './domain/media'
import type { SessionContext } from './domain/sessions'
import type { Answer } from './http/answer'
import type { Kept } from './http/kept'
import type { RequestObserver } from './http/observer'
import type { RateLimits } from './http/rate-limits'
import type { Faucet, Ledger } from './ledger/port'
import type { ServedImages } from './media/store'
import type { Broker } from './realtime/broker'

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
  store: ImageStore & ServedImages
  log: Log
  /** Hears of every request to the API. */
  requests: RequestObserver
  limits: RateLimits
  /** Answers of the API to those who have not signed in. */
  kept: Kept<Answer>
  /** False while the process goes down. */
  serving(): boolean
}

/** The part of pino that is used. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
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
