// Ten thousand clients, with the product's own way of coming back, lose their process to a kill -9. While it is away
// each of them is sent something. Prints how long it takes until all are back, and what that cost.
import { randomBytes } from 'node:crypto'
import { cpus } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { SignJWT } from 'jose'
import pg from 'pg'
import { WebSocket } from 'ws'
import { RealtimeSocket } from '../lib/client/socket/socket'
import { openDatabase } from '../lib/db/database'
import { newId } from '../lib/db/ids'
import { newKeypair } from '../lib/ledger/keypair'
import { channels } from '../lib/schema/channel-names'
import { createPostgresDatabase } from '../tests/support/database/postgres'
import { TestRedis } from '../tests/support/database/redis'
import { startServer } from '../tests/support/e2e/server'
import { freePort } from '../tests/support/processes/free-port'
import { cpuSeconds } from './load'

const CLIENTS = Number(process.argv[2] ?? 10_000)
/** So many of them begin at once. */
const ARRIVING = 250
const AWAY_MS = 1_000
const BACK_MS = 120_000

const database = await createPostgresDatabase()
const redis = await TestRedis.start()
const metricsPort = await freePort()
const port = await freePort()
const jwtSecret = randomBytes(32).toString('base64url')
const start = () =>
  startServer({
    port,
    env: {
      FONANA_ROLE: 'ws',
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      JWT_SECRET: jwtSecret,
      RATE_LIMIT: 'off',
      METRICS_PORT: String(metricsPort),
    },
  })

interface Client {
  userId: string
  socket: RealtimeSocket
  received: number
  gaps: number
}

let server = await start()
const db = await openDatabase({ url: database.url, folder: '' })
const sql = new pg.Pool({ connectionString: database.url, max: 2 })
try {
  const clients = await makeClients()
  for (let from = 0; from < clients.length; from += ARRIVING) {
    for (const { socket, userId } of clients.slice(from, from + ARRIVING)) socket.start(userId)
    await until(() => clients.slice(0, from + ARRIVING).every(isLive))
  }
  await until(() => clients.every(({ gaps }) => gaps === 2))
  for (const client of clients) client.gaps = 0
  const before = await statements()

  await server.stop('SIGKILL')
  await tellEverybody(clients)
  await delay(AWAY_MS)
  server = await start()
  const begin = performance.now()
  const cpuBefore = cpuSeconds(server.pid)
  await until(() => clients.every((client) => isLive(client) && client.received > 0))
  const seconds = (performance.now() - begin) / 1_000
  const doubled = clients.filter(({ received }) => received > 1).length
  const gaps = clients.reduce((sum, client) => sum + client.gaps, 0)
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  console.log(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`,
  )
  console.log(`${CLIENTS} clients on two channels each, killed and started again after ${AWAY_MS} ms`)
  console.log(`all back, each with what it had missed: ${seconds.toFixed(1)} s after the process was ready`)
  console.log(
    `missed 0, doubled ${doubled}, told to read anew ${gaps} (a fetch each) of ${2 * CLIENTS} channels`,
  )
  console.log(`CPU of the server ${(cpuSeconds(server.pid) - cpuBefore).toFixed(1)} s`)
  console.log(
    `transactions of the database ${(await statements()) - before}, ${CLIENTS} of them to tell everybody`,
  )
  for (const line of metrics
    .split('\n')
    .filter((text) => /^fonana_.*(loop_delay|recover|connections)/.test(text))) {
    console.log(`  ${line}`)
  }
  for (const { socket } of clients) socket.stop()
} finally {
  await server.stop('SIGKILL')
  await db.close()
  await sql.end()
  await redis.kill()
  await database.drop()
}
process.exit()

async function makeClients(): Promise<Client[]> {
  const key = new TextEncoder().encode(jwtSecret)
  const clients: Client[] = []
  for (let n = 0; n < CLIENTS; n += 1) {
    const userId = newId()
    const wallet = newKeypair().address
    await sql.query('insert into users (id, wallet) values ($1, $2)', [userId, wallet])
    const token = await new SignJWT({ userId, wallet })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(userId)
      .setIssuedAt()
      .setExpirationTime('1 hour')
      .sign(key)
    clients.push(newClient(userId, token))
  }
  return clients
}

function newClient(userId: string, token: string): Client {
  const client: Client = {
    userId,
    received: 0,
    gaps: 0,
    socket: new RealtimeSocket({
      connect: () => ({
        open({ onText, onClose }) {
          const ws = new WebSocket(server.wsUrl, { headers: { authorization: `Bearer ${token}` } })
          ws.on('error', () => {})
          ws.on('message', (data) => onText(String(data)))
          ws.on('close', (code) => onClose(code))
          return { send: (text) => ws.send(text), close: () => ws.terminate() }
        },
        close() {},
      }),
      signals: { isOnline: () => true, isVisible: () => true, listen: () => () => {} },
      onEvent: () => {
        client.received += 1
      },
      onGap: () => {
        client.gaps += 1
      },
      checkSession: async () => true,
      renewToken: async () => token,
    }),
  }
  client.socket.subscribe(channels.user(userId))
  client.socket.subscribe(channels.notifications(userId))
  return client
}

async function tellEverybody(clients: readonly Client[]): Promise<void> {
  for (const { userId } of clients) {
    await db.transact(async (tx) => tx.emit('notifications_cleared', { unreadCount: 0 }, { userId }))
  }
}

function isLive({ socket }: Client): boolean {
  return socket.status === 'live'
}

/** Transactions that the database has seen. */
async function statements(): Promise<number> {
  const { rows } = await sql.query<{ n: string }>(
    'select xact_commit::text as n from pg_stat_database where datname = current_database()',
  )
  return Number(rows[0]?.n)
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + BACK_MS
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it takes too long')
    await delay(50)
  }
}
