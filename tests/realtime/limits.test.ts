import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import {
  connectAs,
  startTestServer,
  TestClient,
  type TestServer,
} from '@/tests/support/realtime/realtime-server'

const CLIENTS_PER_USER = 100
const CLIENTS_PER_ADDRESS = 1_000

let server: TestServer
afterEach(() => server.stop())

async function connectFrom(address: string, userId: string, known?: string): Promise<TestClient> {
  const token = known ?? (await server.authorization.token(userId))
  return new TestClient(server.url, {
    headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': address },
  })
}

it('[L1] closes the hundred and first socket of a user, and none of another', async () => {
  server = await startTestServer()
  const [one, other] = [server.authorization.addUser(), server.authorization.addUser()]
  const clients = await Promise.all(Array.from({ length: CLIENTS_PER_USER }, () => connectAs(server, one)))
  const refused = await connectFrom('192.0.2.1', one)
  expect(await refused.untilClosed()).toEqual({ code: 1013, reason: 'Too many connections', frames: [] })
  expect((await (await connectAs(server, other)).ask({ type: 'ping' })).type).toBe('pong')
  clients[0]?.ws.close()
  await clients[0]?.closed
  expect((await (await connectAs(server, one)).ask({ type: 'ping' })).type).toBe('pong')
  expect(server.realtime.stats.refused.get('too_many_connections')).toBe(1)
})

it('[L2] closes the thousand and first socket of an address, and none of another', async () => {
  server = await startTestServer({ trustProxy: true })
  const clients: TestClient[] = []
  while (clients.length < CLIENTS_PER_ADDRESS) {
    const userId = server.authorization.addUser()
    const token = await server.authorization.token(userId)
    const some = await Promise.all(
      Array.from({ length: CLIENTS_PER_USER }, () => connectFrom('192.0.2.1', userId, token)),
    )
    for (const client of some) expect((await client.next()).type).toBe('connected')
    clients.push(...some)
  }
  const userId = server.authorization.addUser()
  const refused = await connectFrom('192.0.2.1', userId)
  expect(await refused.untilClosed()).toEqual({ code: 1013, reason: 'Too many connections', frames: [] })
  expect((await (await connectFrom('192.0.2.2', userId)).next()).type).toBe('connected')
  clients[0]?.ws.close()
  await clients[0]?.closed
  expect((await (await connectFrom('192.0.2.1', userId)).next()).type).toBe('connected')
})

it('[L2] counts nobody where limits are off', async () => {
  server = await startTestServer({ rateLimit: false })
  const userId = server.authorization.addUser()
  const clients = await Promise.all(
    Array.from({ length: CLIENTS_PER_ADDRESS + 1 }, () => connectFrom('192.0.2.1', userId)),
  )
  for (const client of clients) expect((await client.next()).type).toBe('connected')
})

/** The status with which a request to connect is answered in place of a handshake. */
function turnedAway(address: string, token: string): Promise<{ status?: number; retryAfter?: string }> {
  return new Promise((resolve, reject) => {
    const ws = new WebSocket(`${server.url}?token=${token}`, { headers: { 'x-forwarded-for': address } })
    ws.on('unexpected-response', (_, { statusCode: status, headers }) => {
      resolve({ status, retryAfter: headers['retry-after'] })
      ws.terminate()
    })
    ws.on('open', () => resolve({}))
    ws.on('error', reject)
  })
}

it('[L5] turns an address away after 120 refusals, before its token is looked at, and logs them as one', async () => {
  server = await startTestServer({ trustProxy: true, timing: { tickMs: 20 } })
  const userId = server.authorization.addUser()
  const token = await server.authorization.token(userId)
  const refused = await Promise.all(
    Array.from({ length: 120 }, async () => {
      const client = new TestClient(server.url, { headers: { 'x-forwarded-for': '192.0.2.1' } })
      return (await client.untilClosed()).code
    }),
  )
  expect(new Set(refused)).toEqual(new Set([1008]))
  const lines = server.log.length
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const { status, retryAfter } = await turnedAway('192.0.2.1', token)
    expect(status).toBe(429)
    expect(Number(retryAfter)).toBeGreaterThan(0)
    expect(Number(retryAfter)).toBeLessThanOrEqual(60)
  }
  expect(server.log.length).toBe(lines)
  expect(server.realtime.stats.refused.get('too_many_refusals')).toBe(50)
  expect((await (await connectFrom('192.0.2.2', userId)).next()).type).toBe('connected')
})

it('[L3] turns nobody away where limits are off', async () => {
  server = await startTestServer({ rateLimit: false })
  for (let attempt = 0; attempt < 130; attempt += 1)
    expect((await new TestClient(server.url, {}).untilClosed()).code).toBe(1008)
})

it('[L4] answers others while one sends as fast as it can', async () => {
  server = await startTestServer({ rateLimit: false })
  const userId = server.authorization.addUser()
  const [flooder, neighbour] = [await connectAs(server, userId), await connectAs(server, userId)]
  const frames = 4_000
  let answered = 0
  flooder.ws.on('message', () => {
    answered += 1
  })
  for (let sent = 0; sent < frames; sent += 1) flooder.send({ type: 'ping' })
  for (let round = 0; round < 5; round += 1) {
    expect((await neighbour.ask({ type: 'ping' })).type).toBe('pong')
  }
  // Five questions, each after the answer to the last, were answered in the middle of the flood.
  expect(answered).toBeLessThan(frames)
  for (let received = 0; received < frames; received += 1) {
    expect((await flooder.next()).type).toBe('pong')
  }
})

it('[F4] closes the one that floods, and its neighbour still gets its answers', async () => {
  server = await startTestServer()
  const userId = server.authorization.addUser()
  const postId = server.authorization.addPost()
  const [flooder, neighbour] = [await connectAs(server, userId), await connectAs(server, userId)]
  for (let sent = 0; sent < 5_000; sent += 1) flooder.send({ type: 'ping' })
  const subscribed = await neighbour.ask({ type: 'subscribe', channel: `post:${postId}` })
  expect(subscribed.type).toBe('subscribed')
  const { code, reason, frames } = await flooder.untilClosed()
  expect({ code, reason }).toEqual({ code: 1008, reason: 'Too many frames' })
  const kinds = frames.map((frame) => frame.data?.code ?? frame.type)
  expect(kinds.filter((kind) => kind === 'rate_limited')).toHaveLength(50)
  expect(kinds.filter((kind) => kind === 'pong').length).toBeGreaterThanOrEqual(250)
  expect((await neighbour.ask({ type: 'ping' })).type).toBe('pong')
  expect(server.realtime.stats.closes.get(1008)).toBe(1)
})
