import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPostgresDatabase } from '../../tests/support/database/postgres'
import { TestRedis } from '../../tests/support/database/redis'
import { freePort } from '../../tests/support/processes/free-port'
import { startNginx } from './nginx'
import { Pm2 } from './pm2'

const READY_MS = 60_000

/** The product as it is deployed: nginx in front, two processes that PM2 keeps, Postgres and Redis behind. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'fonana-deploy-'))
  mkdirSync(join(folder, 'logs'))
  const database = await createPostgresDatabase()
  const redis = await TestRedis.start()
  const ports = {
    http: await freePort(),
    https: await freePort(),
    app: await freePort(),
    nobody: await freePort(),
    socket: await freePort(),
  }
  const url = `https://localhost:${ports.https}`
  const settings = {
    METRICS_PORT: '0',
    PUBLIC_URL: url,
    TRUST_PROXY: 'on',
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    JWT_SECRET: randomBytes(32).toString('base64url'),
    DATA_DIR: join(folder, 'data'),
    LEDGER: 'embedded',
    RATE_LIMIT: 'off',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`)
  writeFileSync(join(folder, 'fonana.env'), lines.join('\n'))
  const pm2 = new Pm2(folder, ports)
  const stopAll: (() => unknown)[] = [() => pm2.stop()]
  const stop = async () => {
    for (const end of stopAll) await end()
    await redis.kill()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await pm2.start()
    const nginx = await startNginx(folder, ports)
    stopAll.push(() => nginx.kill())
    await answering(`http://127.0.0.1:${ports.app}/readyz`)
    await answering(`http://127.0.0.1:${ports.socket}/readyz`)
  } catch (error) {
    await stop()
    throw error
  }
  // The certificate was made for this run; nobody else would vouch for it.
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  process.env.FONANA_URL = url
  process.env.FONANA_HTTP_URL = `http://localhost:${ports.http}`
  process.env.FONANA_DEPLOY = JSON.stringify({ folder, ports })
  return stop
}

async function answering(url: string): Promise<void> {
  const deadline = Date.now() + READY_MS
  for (;;) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    if (Date.now() > deadline) throw new Error(`${url} does not answer`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
