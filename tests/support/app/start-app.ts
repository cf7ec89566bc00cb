import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type App, setApp } from '@/lib/app'
import { readConfig } from '@/lib/config'
import { createListener } from '@/lib/http/serving/listener'
import { takeUpgrades } from '@/lib/http/serving/upgrades'
import { newKeypair } from '@/lib/ledger/keypair'
import { ACCOUNT_MIN_LAMPORTS } from '@/lib/ledger/port'
import type { Log } from '@/lib/log'
import { PageAnswers } from '@/lib/pages/page-answers'
import { type Composition, compose } from '@/lib/process/compose'
import { KEEP_ALIVE_MS } from '@/lib/process/listen'
import type { ToldClock } from '@/lib/process/steady-clock'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'
import type { SolanaNode } from '@/tests/support/ledger/solana-node'
import { TestClock } from './clock'
import { openApi } from './serve-routes'
import { STUB_BUILT, stubNext } from './stub-next'

export interface LogLine {
  level: 'info' | 'warn' | 'error'
  fields: Record<string, unknown>
  message: string
}

export interface TestApp {
  /** `http://127.0.0.1:<port>`; the site's own origin. */
  url: string
  wsUrl: string
  app: App
  clock: TestClock
  log: LogLine[]
  composition: Composition
  ownPages: PageAnswers
  /** SOL from nowhere, on whichever ledger it is. */
  fund(wallet: string, lamports: bigint): Promise<void>
  /** Stops everything and removes its data. Fails when a request ended in `internal` or a job went wrong. */
  close(): Promise<void>
}

interface Options {
  env?: Record<string, string>
  /** What an earlier app has left behind; kept at the end. */
  data?: TestDatabase
  clock?: TestClock
  /** By which people are told what cannot be taken back; the same clock otherwise. */
  told?: ToldClock
  /** Pays there; on the embedded ledger otherwise. Its caller stops it. */
  node?: SolanaNode
}

/**
 * The whole server side in this process, on real parts: database, ledger, media, socket, HTTP. Each test file starts one
 * for itself.
 */
export async function startTestApp({
  env = {},
  data,
  clock = new TestClock(),
  node,
  told,
}: Options = {}): Promise<TestApp> {
  const database = data ?? (await createTestDatabase())
  const log: LogLine[] = []
  const server = createServer()
  server.keepAliveTimeout = KEEP_ALIVE_MS
  // The port comes first: it is part of what counts as the site's own origin.
  const port = await listen(server)
  const config = readConfig({
    PORT: String(port),
    RATE_LIMIT: 'off',
    // Whether a test converts film is not for the machine to say.
    FFMPEG: 'off',
    PATH: process.env.PATH ?? '',
    ...database.env,
    ...(node && networkEnv(node)),
    ...env,
  })
  const composition = await compose(config, collectingLog(log), { now: clock.now, ...(told && { told }) })
  setApp(composition.app)
  const ownPages = new PageAnswers(composition.app, stubNext, STUB_BUILT)

  const listener = createListener({
    app: composition.app,
    api: await openApi(),
    ownPages: (...call) => ownPages.answer(...call),
    pages: stubNext,
  })
  server.on('request', listener)
  takeUpgrades(server, { socket: (...upgrade) => composition.realtime?.handleUpgrade(...upgrade) })

  return {
    url: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}/ws`,
    app: composition.app,
    clock,
    log,
    composition,
    ownPages,
    async fund(wallet, lamports) {
      if (node === undefined) await composition.app.faucet?.airdrop(wallet, lamports)
      else node.fund(wallet, lamports)
    },
    async close() {
      composition.goDown()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await composition.closeSockets()
      server.closeAllConnections()
      await closed
      await composition.close()
      if (data === undefined) await database.remove()
      const errors = log.filter((line) => line.level === 'error')
      if (errors.length > 0) throw new Error(`The app logged errors: ${errors.map(describe).join('; ')}`)
    },
  }
}

function networkEnv(node: SolanaNode): Record<string, string> {
  const platformWallet = newKeypair().address
  node.fund(platformWallet, ACCOUNT_MIN_LAMPORTS)
  return { SOLANA_RPC_URL: node.url, PLATFORM_WALLET: platformWallet, LEDGER: '' }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

function collectingLog(lines: LogLine[]): Log {
  const write = (level: LogLine['level']) => (fields: object, message: string) => {
    lines.push({ level, fields: fields as LogLine['fields'], message })
  }
  return { info: write('info'), warn: write('warn'), error: write('error') }
}

function describe({ message, fields }: LogLine): string {
  const { err, ...rest } = fields
  return `${message} ${JSON.stringify(rest)} ${err instanceof Error ? (err.stack ?? err.message) : String(err)}`
}
