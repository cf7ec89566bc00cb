// Prints what our way to answer costs: like, read of a post, feed page and opening of a purchase, beside a plain
// node:http handler that runs the same statements. Rounds take turns; quote the ratios of the medians.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type autocannon from 'autocannon'
import pg from 'pg'
import { signInByScript } from '../tests/support/e2e/api'
import { startServer } from '../tests/support/e2e/server'
import { freePort } from '../tests/support/processes/free-port'
import { answersPerSecond, machine, median, pin } from './load'

const ROUNDS = 5
const ROUND_S = 2
const FANS = 10
const POSTGRES = process.env.BENCH_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'

interface Subject {
  url: string
  pid: number
  stop(): Promise<unknown>
}

console.log(machine())
pin(process.pid, 1)
await compare('the embedded database (PGlite)', null)
if (await postgresAnswers()) await compare('Postgres', POSTGRES)
else console.log(`SKIPPED: Postgres, nothing answers at ${POSTGRES}`)

async function compare(name: string, postgres: string | null): Promise<void> {
  const databases = postgres === null ? [] : [await createDatabase(), await createDatabase()]
  const secret = 'bench-secret-of-more-than-32-bytes-x'
  const env = (place: 0 | 1): Record<string, string> => {
    const url = databases[place]
    return {
      RATE_LIMIT: 'off',
      METRICS_PORT: '0',
      ...(url && { DATABASE_URL: url, LEDGER: 'embedded', JWT_SECRET: secret }),
    }
  }
  // The same people and posts before both: filled once, copied.
  const first = await startServer({ env: env(0) })
  const calls = await prepare(first.url)
  await first.stop()
  const copy = mkdtempSync(join(tmpdir(), 'fonana-bench-'))
  cpSync(first.dataDir, copy, { recursive: true })
  if (databases[0] && databases[1]) await copyDatabase(databases[0], databases[1])

  const ours = await startServer({ env: env(0), dataDir: first.dataDir })
  const plain = await startPlain(copy, env(1))
  for (const { pid } of [ours, plain]) pin(pid, 0)
  console.log(`${name}: answers a second, ${FANS} connections, median of ${ROUNDS} rounds`)
  for (const [what, requests] of calls) {
    const figures: [number[], number[]] = [[], []]
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const [place, subject] of [ours, plain].entries()) {
        const figure = await answersPerSecond({ url: subject.url, requests, seconds: ROUND_S })
        // The first warms up.
        if (round > 0) figures[place as 0 | 1].push(figure)
      }
    }
    const [us, them] = [median(figures[0]), median(figures[1])]
    console.log(
      `  ${what.padEnd(28)} ${us.toFixed(0).padStart(6)}   plain ${them.toFixed(0).padStart(6)}   ratio ${(us / them).toFixed(2)}`,
    )
  }
  console.log()
  await Promise.all([ours.stop(), plain.stop()])
  for (const folder of [first.dataDir, copy]) rmSync(folder, { recursive: true, force: true })
  for (const url of databases)
    await onServer(`drop database "${new URL(url).pathname.slice(1)}" with (force)`)
}

async function prepare(url: string): Promise<[string, autocannon.Request[]][]> {
  const author = await signInByScript(url)
  await author.call('POST', '/api/me/creator', { handle: 'bench', displayName: 'Bench' })
  const ids: string[] = []
  for (let count = 0; count < 40; count += 1) {
    const input = { title: `Post ${count}`, teaser: 'A teaser', body: 'A few words. '.repeat(40) }
    ids.push((await author.call<{ id: string }>('POST', '/api/posts', input)).id)
  }
  const fans = await Promise.all(Array.from({ length: FANS }, () => signInByScript(url)))
  const id = ids.at(-1)
  const item = { kind: 'tip', creatorId: author.id, amountLamports: 1_000_000 }
  const each = (make: (headers: Record<string, string>) => autocannon.Request[]) =>
    fans.flatMap(({ token }) => make({ authorization: `Bearer ${token}` }))
  return [
    [
      'like, and taking it back',
      each((headers) =>
        (['PUT', 'DELETE'] as const).map((method) => ({ method, path: `/api/posts/${id}/like`, headers })),
      ),
    ],
    ['read of a post, signed in', each((headers) => [{ path: `/api/posts/${id}`, headers }])],
    ['feed page, signed in', each((headers) => [{ path: '/api/feed', headers }])],
    ['read of a post, signed out', [{ path: `/api/posts/${id}` }]],
    ['feed page, signed out', [{ path: '/api/feed' }]],
    [
      'purchase, opened',
      each((headers) => [
        {
          method: 'POST',
          path: '/api/purchases',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({ item }),
        },
      ]),
    ],
  ]
}

async function startPlain(dataDir: string, env: Record<string, string>): Promise<Subject> {
  const port = await freePort()
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/api-plain.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', DATA_DIR: dataDir, PORT: String(port), ...env },
  })
  await once(child.stdout, 'data')
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

async function createDatabase(): Promise<string> {
  const name = `fonana_bench_${Math.random().toString(36).slice(2)}`
  await onServer(`create database ${name}`)
  const url = new URL(POSTGRES)
  url.pathname = `/${name}`
  return url.href
}

/** Postgres copies a database that nobody is connected to. */
async function copyDatabase(from: string, to: string): Promise<void> {
  const [source, target] = [from, to].map((url) => new URL(url).pathname.slice(1))
  await onServer(`drop database "${target}"`)
  await onServer(`create database "${target}" template "${source}"`)
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: POSTGRES })
  await client.connect()
  await client.query(statement)
  await client.end()
}

async function postgresAnswers(): Promise<boolean> {
  return onServer('select 1').then(
    () => true,
    () => false,
  )
}
