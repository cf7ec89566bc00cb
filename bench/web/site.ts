import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newKeypair } from '../../lib/ledger/keypair'
import { createPostgresDatabase } from '../../tests/support/database/postgres'
import { signInByScript } from '../../tests/support/e2e/api'
import { launch, waitForOutput } from '../../tests/support/e2e/server'
import type { Checkout } from './previous'

const FANS = 10
/** The folder is removed by who has started the server: none of it is worth keeping. */
const PREFIX = join(tmpdir(), 'fonana-bench-web-data-')

/** A release that runs on the demo content, with people who have signed in there. */
export interface Site {
  name: string
  url: string
  pid: number
  paths: Record<View, string>
  /** The address of a sign-in page; null where signing in is a dialog alone. */
  signInPath: string | null
  sessions: readonly string[]
  stop(): Promise<void>
}

export const VIEWS = ['feed', 'creator', 'post'] as const
export type View = (typeof VIEWS)[number]

export function startEmbedded(checkout: Checkout): Promise<Site> {
  return start(checkout, {}, async () => {})
}

/** Null where no Postgres answers. */
export async function startOnPostgres(checkout: Checkout): Promise<Site | null> {
  const database = await createPostgresDatabase().catch(() => null)
  if (database === null) return null
  const env = {
    DATABASE_URL: database.url,
    LEDGER: 'embedded',
    JWT_SECRET: randomBytes(32).toString('base64url'),
    PLATFORM_WALLET: newKeypair().address,
  }
  return start(checkout, env, database.drop)
}

async function start(
  { name, root }: Checkout,
  env: Record<string, string>,
  dropDatabase: () => Promise<void>,
): Promise<Site> {
  const dataDir = mkdtempSync(PREFIX)
  const clearAway = async () => {
    rmSync(dataDir, { recursive: true, force: true })
    await dropDatabase()
  }
  try {
    fillWithDemo(root, { DATA_DIR: dataDir, ...env })
    const server = await launch({ root, dataDir, env: { ...env, RATE_LIMIT: 'off' } })
    const stop = async () => {
      await server.stop()
      await clearAway()
    }
    try {
      await waitForOutput(server, /Fonana is ready at/)
      return { name, url: server.url, pid: server.pid, stop, ...(await lookAround(server.url)) }
    } catch (error) {
      await server.stop()
      throw error
    }
  } catch (error) {
    await clearAway()
    throw error
  }
}

/** Before the start, which nobody waits for that long on a busy machine. */
function fillWithDemo(root: string, env: Record<string, string>): void {
  const { DATABASE_URL, ...others } = process.env
  execFileSync(process.execPath, ['dist/demo.js'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...others, NODE_ENV: 'production', ...env },
  })
}

async function lookAround(url: string): Promise<Pick<Site, 'paths' | 'signInPath' | 'sessions'>> {
  const [feed, signInPage, fans] = await Promise.all([
    fetch(`${url}/api/feed?limit=1`).then((answer) => answer.json() as Promise<{ items: { id: string }[] }>),
    fetch(`${url}/sign-in`),
    Promise.all(Array.from({ length: FANS }, () => signInByScript(url))),
  ])
  return {
    paths: { feed: '/', creator: '/creators/mara', post: `/posts/${feed.items[0]?.id}` },
    signInPath: signInPage.status === 200 ? '/sign-in' : null,
    sessions: fans.map(({ token }) => token),
  }
}
