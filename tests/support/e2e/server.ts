import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { copyDatabase } from '@/tests/support/database/database-template'
import { freePort } from '@/tests/support/processes/free-port'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const READY_MS = 90_000
const PREFIX = join(tmpdir(), 'fonana-e2e-')

interface StartOptions {
  mode?: 'production' | 'dev'
  /** The folder of the sources; the project itself, unless it is a copy. */
  root?: string
  env?: Record<string, string>
  /** Of an earlier server, to start again on its data. */
  dataDir?: string
  port?: number
}

export interface RunningServer {
  url: string
  wsUrl: string
  port: number
  dataDir: string
  pid: number
  /** Everything it printed so far. */
  output(): string
  /** From now on nobody takes what it prints. */
  ignoreOutput(): void
  /** Ends it and answers its exit code; null when a signal ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  exited: Promise<number | null>
}

/** Starts the product as a user does, on data of its own, and waits until it says that it is ready. */
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const server = await launch({ ...options, dataDir: options.dataDir ?? (await newDataDir(options)) })
  const ready = waitForOutput(server, /Fonana is ready at/)
  await Promise.race([
    ready,
    server.exited.then(() => Promise.reject(new Error(`the server stopped:\n${server.output()}`))),
  ])
  return server
}

/** With the database in it that a server would make, which takes it ten seconds of a core. */
async function newDataDir({ env = {} }: StartOptions): Promise<string> {
  const folder = mkdtempSync(PREFIX)
  if (env.DATABASE_URL !== undefined) return folder
  await copyDatabase(folder)
  // As a first start leaves it that was interrupted: the next one fills in the demo content (scripts/demo.ts).
  if (env.DEMO === 'on') writeFileSync(join(folder, 'demo-unfinished'), '')
  return folder
}

/** Starts it without waiting: for starts that are meant to fail. */
export async function launch({
  mode = 'production',
  root = ROOT,
  env = {},
  dataDir,
  port,
}: StartOptions = {}): Promise<RunningServer> {
  const folder = dataDir ?? mkdtempSync(PREFIX)
  const chosen = port ?? (await freePort())
  const args = mode === 'production' ? ['scripts/start.mjs'] : ['--import', 'tsx', 'scripts/dev.ts']
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...cleanEnvironment(),
      PORT: String(chosen),
      DATA_DIR: folder,
      DEMO: 'off',
      METRICS_PORT: '0',
      ...env,
    },
  })
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  child.stderr?.on('data', (chunk) => {
    output += chunk
  })
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  return {
    url: `http://localhost:${chosen}`,
    wsUrl: `ws://localhost:${chosen}/ws`,
    port: chosen,
    dataDir: folder,
    pid: child.pid ?? 0,
    output: () => output,
    ignoreOutput: () => child.stdout?.pause(),
    exited,
    async stop(signal = 'SIGTERM') {
      end(child, signal)
      return exited
    },
  }
}

function end(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal)
}

/** The settings of this machine are not the test's. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { DATABASE_URL, REDIS_URL, SOLANA_RPC_URL, JWT_SECRET, NODE_ENV, PUBLIC_URL, FONANA_ROLE, ...rest } =
    process.env
  return rest as NodeJS.ProcessEnv
}

/** Resolves when what was printed matches; rejects after the deadline with all that was printed. */
export async function waitForOutput(
  server: Pick<RunningServer, 'output'>,
  pattern: RegExp,
  ms = READY_MS,
): Promise<void> {
  const deadline = Date.now() + ms
  while (!pattern.test(server.output())) {
    if (Date.now() > deadline) throw new Error(`${pattern} was not printed:\n${server.output()}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
