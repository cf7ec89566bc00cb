// What publishing costs a creator with 50,000 followers, beside one with none, in turn on one server: the answer of
// `POST /api/posts`, and how long it takes until everybody has been told. On the embedded database and on Postgres.
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { SignJWT } from 'jose'
import { openDatabase } from '../lib/db/database'
import { users } from '../lib/db/tables/people'
import { seedFollowers } from '../tests/support/app/followers'
import { createPostgresDatabase } from '../tests/support/database/postgres'
import { startServer } from '../tests/support/e2e/server'
import { freePort } from '../tests/support/processes/free-port'
import { machine, median } from './load'
import { quantileOf } from './quantiles'

const FOLLOWERS = Number(process.argv[2] ?? 50_000)
const POSTS = Number(process.argv[3] ?? 5)
const TOLD_MS_MAX = 300_000
const LOOK_EVERY_MS = 50

const jwtSecret = randomBytes(32).toString('base64url')

console.log(machine())
await run('embedded', {})
const postgres = await createPostgresDatabase().catch(() => null)
if (postgres === null) console.log('Postgres: skipped, nothing answers at 127.0.0.1:5432')
else {
  await run('Postgres', { DATABASE_URL: postgres.url, LEDGER: 'embedded' })
  await postgres.drop()
}

async function run(name: string, env: Record<string, string>): Promise<void> {
  const metricsPort = String(await freePort())
  const settings = { ...env, JWT_SECRET: jwtSecret, RATE_LIMIT: 'off', METRICS_PORT: metricsPort }
  // Made by a first start, filled while nobody has it.
  const first = await startServer({ env: settings })
  await first.stop()
  const db = await openDatabase({ url: env.DATABASE_URL, folder: first.dataDir })
  const star = await login(await seedFollowers(db, FOLLOWERS))
  const nobody = await login(await seedFollowers(db, 0))
  await db.transact((tx) => tx.sql.execute(sql`analyze`))
  await db.close()

  const server = await startServer({ env: settings, dataDir: first.dataDir })
  const times: { star: number[]; nobody: number[] } = { star: [], nobody: [] }
  const toldAfter: number[] = []
  for (let n = 0; n <= POSTS; n += 1) {
    const startedAt = performance.now()
    const [quiet, loud] = [await publish(server.url, nobody), await publish(server.url, star)]
    // One job for each of the two posts.
    await untilDone(metricsPort, 2 * (n + 1))
    // The first one warms up.
    if (n === 0) continue
    times.nobody.push(quiet)
    times.star.push(loud)
    toldAfter.push(performance.now() - startedAt)
  }
  await server.stop()
  rmSync(first.dataDir, { recursive: true, force: true })
  const [slow, quick] = [median(times.star), median(times.nobody)]
  console.log(
    `${name}: ${FOLLOWERS} followers p50 ${slow.toFixed(1)} ms, max ${quantileOf(times.star, 1).toFixed(1)}; ` +
      `none p50 ${quick.toFixed(1)} ms; ratio ${(slow / quick).toFixed(2)}, difference ${(slow - quick).toFixed(1)} ms; ` +
      `all told after ${(median(toldAfter) / 1000).toFixed(1)} s (load ${loadavg()[0]?.toFixed(1)})`,
  )

  async function login(userId: string): Promise<string> {
    const [user] = await db.read.select({ wallet: users.wallet }).from(users).where(eq(users.id, userId))
    return new SignJWT({ userId, wallet: user?.wallet })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(userId)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(jwtSecret))
  }
}

/** Milliseconds until the answer. */
async function publish(url: string, token: string): Promise<number> {
  const startedAt = performance.now()
  const response = await fetch(`${url}/api/posts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'News', body: 'x' }),
  })
  if (response.status !== 201) throw new Error(`publishing was answered ${response.status}`)
  await response.arrayBuffer()
  return performance.now() - startedAt
}

/** Waits until so many jobs that tell followers are done. */
async function untilDone(metricsPort: string, jobs: number): Promise<void> {
  const deadline = performance.now() + TOLD_MS_MAX
  while (performance.now() < deadline) {
    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
    const done = /fonana_job_runs_total\{kind="tell-followers",result="done"\} (\d+)/.exec(metrics)?.[1]
    if (Number(done) >= jobs) return
    await delay(LOOK_EVERY_MS)
  }
  throw new Error('followers were not told in time')
}
