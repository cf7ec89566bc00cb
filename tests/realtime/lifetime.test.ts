import { request } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '@/lib/db/ids'
import {
  connectAs,
  emitCount,
  startTestServer,
  TestClient,
  type TestServer,
} from '@/tests/support/realtime/realtime-server'

const HOUR_MS = 3_600_000

let server: TestServer
let userId: string

beforeAll(async () => {
  server = await startTestServer({ timing: { tickMs: 20, heartbeatMs: 100 } })
  userId = server.authorization.addUser()
})
afterEach(() => vi.useRealTimers())
afterAll(() => server.stop())

/** The clocks of this machine leap; timers run on. */
const leapTo = (time: number) => vi.setSystemTime(time)

function endSession(sessionKey: string): Promise<void> {
  return server.db.transact(async (tx) => tx.emit('session_ended', { sessionKey }, {}))
}

function deleteAccount(id: string): Promise<void> {
  return server.db.transact(async (tx) => tx.emit('account_deleted', { userId: id }, {}))
}

describe('sessions', () => {
  it('[A1] closes a socket whose token has ended', async () => {
    const ends = new Date(Date.now() + HOUR_MS)
    const client = await connectAs(server, userId, { expiresAt: ends })
    expect(await client.drain()).toEqual([])
    leapTo(ends.getTime())
    expect(await client.closed).toEqual({ code: 1008, reason: 'Token expired' })
  })

  it('[A2] goes on with a renewed token', async () => {
    const ends = new Date(Date.now() + HOUR_MS)
    const client = await connectAs(server, userId, { expiresAt: ends })
    const other = await connectAs(server, userId, { expiresAt: ends })
    leapTo(ends.getTime() - 60_000)
    const answer = await client.ask({ type: 'authenticate', token: await server.authorization.token(userId) })
    expect(answer.type).toBe('authenticated')
    expect(Date.parse(answer.data.expiresAt)).toBeGreaterThan(ends.getTime() + 60_000)
    leapTo(ends.getTime())
    await other.closed
    expect(await client.drain()).toEqual([])
    client.ws.close()
  })

  it('[A2] takes no token of another user, and none that is no good', async () => {
    const client = await connectAs(server, userId)
    const stranger = server.authorization.addUser()
    for (const token of [await server.authorization.token(stranger), 'rubbish']) {
      expect(await client.ask({ type: 'authenticate', token })).toMatchObject({
        type: 'error',
        data: { code: 'unauthorized' },
      })
    }
    expect(await client.ask({ type: 'subscribe', channel: 'notifications' })).toMatchObject({
      channel: `notifications:${userId}`,
    })
    client.ws.close()
  })

  it('[A5] closes all sockets of who has deleted their account', async () => {
    const leaving = server.authorization.addUser()
    const [one, two, stays] = [
      await connectAs(server, leaving),
      await connectAs(server, leaving),
      await connectAs(server, userId),
    ]
    await deleteAccount(leaving)
    for (const client of [one, two])
      expect(await client.closed).toEqual({ code: 1008, reason: 'Session ended' })
    expect(await stays.ask({ type: 'ping' })).toEqual({ type: 'pong' })
    // Who comes back later is let in.
    const back = await connectAs(server, leaving)
    expect(await back.ask({ type: 'ping' })).toEqual({ type: 'pong' })
    for (const client of [stays, back]) client.ws.close()
  })

  it('[A3] closes the sockets of an ended session and of no other, and [A4] says nothing else', async () => {
    const sessionKey = newId()
    const [one, two] = [
      await connectAs(server, userId, { sessionKey }),
      await connectAs(server, userId, { sessionKey }),
    ]
    const other = await connectAs(server, userId)
    await endSession(sessionKey)
    for (const client of [one, two]) {
      expect(await client.untilClosed()).toEqual({ code: 1008, reason: 'Session ended', frames: [] })
    }
    expect(await other.drain()).toEqual([])
    other.ws.close()
  })

  it('[A3] follows a renewed socket to its new session', async () => {
    const [first, second] = [newId(), newId()]
    const client = await connectAs(server, userId, { sessionKey: first })
    await client.ask({
      type: 'authenticate',
      token: await server.authorization.token(userId, { sessionKey: second }),
    })
    await endSession(first)
    expect(await client.drain()).toEqual([])
    await endSession(second)
    expect((await client.closed).reason).toBe('Session ended')
  })

  /** A socket whose token is looked at until `meanwhile` is over. */
  async function comingIn(id: string, sessionKey: string, meanwhile: () => Promise<void>) {
    let release = () => {}
    server.authorization.gate = new Promise((resolve) => {
      release = resolve
    })
    const token = await server.authorization.token(id, { sessionKey })
    const client = new TestClient(`${server.url}?token=${token}`)
    await new Promise((resolve) => client.ws.once('open', resolve))
    await new Promise((resolve) => client.ws.once('pong', resolve).ping())
    await meanwhile()
    server.authorization.gate = Promise.resolve()
    release()
    return client.untilClosed()
  }

  it('[A3] refuses a session that ends while its token is being looked at', async () => {
    const sessionKey = newId()
    const closed = await comingIn(userId, sessionKey, () => endSession(sessionKey))
    expect(closed).toEqual({ code: 1008, reason: 'Unauthorized', frames: [] })
  })

  it('[A5] refuses a user who leaves while their token is being looked at', async () => {
    const leaving = server.authorization.addUser()
    const closed = await comingIn(leaving, newId(), () => deleteAccount(leaving))
    expect(closed).toEqual({ code: 1008, reason: 'Unauthorized', frames: [] })
  })
})

describe('heartbeat', () => {
  it('[B4] ends a peer that does not answer, and keeps one that does', async () => {
    const token = await server.authorization.token(userId)
    const dead = new TestClient(`${server.url}?token=${token}`)
    await dead.next()
    const alive = await connectAs(server, userId)
    dead.ws.pong = () => {}
    const before = server.realtime.connectionCount
    // The library answers pings by itself; a paused socket does not.
    dead.ws.pause()
    for (let beats = 0; beats < 4; beats += 1) await new Promise((resolve) => alive.ws.once('ping', resolve))
    expect(server.realtime.connectionCount).toBe(before - 1)
    expect(await alive.drain()).toEqual([])
    dead.ws.terminate()
    alive.ws.close()
  })
})

describe('going down', () => {
  it('[G1] closes with 1001, refuses with 503 and ends who does not answer', async () => {
    const short = await startTestServer()
    const id = short.authorization.addUser()
    const clients = [await connectAs(short, id), await connectAs(short, id)]
    const silent = await connectAs(short, id)
    silent.ws.pause()
    const stopped = short.realtime.close()
    for (const client of clients) expect(await client.closed).toMatchObject({ code: 1001 })
    expect(await upgradeStatus(short.url)).toBe(503)
    await stopped
    expect(short.realtime.connectionCount).toBe(0)
    silent.ws.terminate()
    await emitCount(short.db, newId(), 1)
    await short.stop()
  })

  it('[G1] closes many in portions: the last are still served when the first are gone', async () => {
    const crowded = await startTestServer({ rateLimit: false })
    const id = crowded.authorization.addUser()
    const first = await connectAs(crowded, id)
    const others = await Promise.all(Array.from({ length: 400 }, () => connectAs(crowded, id)))
    const last = await connectAs(crowded, id)
    const stopped = crowded.realtime.close()
    expect(await first.closed).toMatchObject({ code: 1001 })
    expect((await last.ask({ type: 'ping' })).type).toBe('pong')
    await stopped
    for (const client of [...others, last]) expect(await client.closed).toMatchObject({ code: 1001 })
    await crowded.stop()
  })
})

function upgradeStatus(url: string): Promise<number | undefined> {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  }
  return new Promise((resolve, reject) => {
    request(url.replace('ws:', 'http:'), { headers })
      .on('response', (response) => resolve(response.resume().statusCode))
      .on('upgrade', () => resolve(101))
      .on('error', reject)
      .end()
  })
}
