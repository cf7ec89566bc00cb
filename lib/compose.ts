import { join } from 'node:path'
import type { App, Log } from './app'
import { startChores } from './chores'
import type { Config } from './config'
import { openDatabase } from './db/database'
import { lockFolder } from './db/folder-lock'
import { creatorExists } from './domain/creator-cards'
import { readAccess } from './domain/post-access'
import { checkToken, importJwtKey } from './domain/sessions'
import { observeRequests } from './http/observer'
import { keepSecret } from './kept-secret'
import { openEmbeddedLedger } from './ledger/embedded'
import { keepPlatformWallet, openPlatformAccount } from './ledger/platform-wallet'
import { DiskStore } from './media/store'
import { Realtime } from './realtime/socket'

export interface Composition {
  app: App
  realtime: Realtime
  /** From here on `readyz` says that the process goes down. */
  goDown(): void
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
    const ledgerFolder = join(config.dataDir, 'ledger')
    opened.push(await lockFolder(ledgerFolder))
    const ledger = await openEmbeddedLedger({ folder: ledgerFolder, now: () => now().getTime() })
    opened.push(() => ledger.close())
    const platformWallet = config.platformWallet ?? keepPlatformWallet(config.dataDir)
    await openPlatformAccount(ledger, platformWallet)

    let serving = true
    const app: App = {
      config,
      log,
      requests: observeRequests(log),
      now,
      db,
      ledger,
      faucet: ledger,
      platformWallet,
      store: new DiskStore(join(config.dataDir, 'media')),
      jwtKey: await importJwtKey(config.jwtSecret ?? keepSecret(join(config.dataDir, 'jwt-secret'))),
      tokenTtlSeconds: config.tokenTtlSeconds,
      serving: () => serving,
    }
    const realtime = openRealtime(app)
    opened.push(startChores(app))
    return {
      app,
      realtime,
      goDown() {
        serving = false
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Authorization reaches the socket as functions: it knows channels and frames, the domain knows who may what. */
function openRealtime(app: App): Realtime {
  const { db, log, config } = app
  return new Realtime({
    db,
    log,
    origins: new Set([...config.ownOrigins, ...config.allowedOrigins]),
    trustProxy: config.trustProxy,
    rateLimit: config.rateLimit,
    authorization: {
      async authenticate(token) {
        const check = await checkToken(app, token)
        return check.ok ? { ok: true, ...check.session } : check
      },
      async postRights(userId, postIds) {
        const access = await readAccess(db.read, { userId }, postIds, app.now())
        return new Map(
          [...access].map(([id, { unlockedBy, until }]) => [id, { unlocked: unlockedBy !== null, until }]),
        )
      },
      creatorExists: (creatorId) => creatorExists(db.read, creatorId),
    },
  })
}
