import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import {
  OWN_ORIGIN,
  startTestServer,
  TestClient,
  type TestServer,
} from '@/tests/support/realtime/realtime-server'

let server: TestServer
let userId: string
let good: string
let bad: string

beforeAll(async () => {
  server = await startTestServer()
  userId = server.authorization.addUser()
  good = await server.authorization.token(userId)
  bad = await server.authorization.token(userId, {
    key: new TextEncoder().encode('another key of 32 bytes!!!!!!!!!!'),
  })
})
afterAll(() => server.stop())

const ways: { way: string; open: (token: string) => TestClient }[] = [
  {
    way: 'the header',
    open: (token) => new TestClient(server.url, { headers: { authorization: `Bearer ${token}` } }),
  },
  {
    way: 'the subprotocol',
    open: (token) => new TestClient(server.url, { protocols: ['fonana.v1', `bearer.${token}`] }),
  },
  {
    way: 'the cookie',
    open: (token) =>
      new TestClient(server.url, {
        headers: { cookie: `theme=dark; fonana_session=${token}` },
        origin: OWN_ORIGIN,
      }),
  },
  { way: 'the query', open: (token) => new TestClient(`${server.url}?token=${token}`) },
]

describe('where the token comes from', () => {
  it.each(ways)('[H1] takes a good token from $way', async ({ open }) => {
    const client = open(good)
    const frame = await client.next()
    expect(frame).toMatchObject({ type: 'connected', data: { userId } })
    expect(frame.data.connectionId).toBeTypeOf('string')
    expect(Date.parse(frame.data.expiresAt)).toBeGreaterThan(Date.now())
    expect(frame.data.pingIntervalMs).toBeGreaterThan(0)
    expect(frame.data.reconnectWindowMs).toBeGreaterThan(0)
    client.ws.close()
  })

  it.each(ways)('[H4] refuses a token with a wrong signature from $way', async ({ open }) => {
    expect(await open(bad).untilClosed()).toEqual({ code: 1008, reason: 'Unauthorized', frames: [] })
  })

  it('[H1] lets the first token decide although a later one is good', async () => {
    const headers = { authorization: `Bearer ${bad}`, cookie: `fonana_session=${good}` }
    const client = new TestClient(`${server.url}?token=${good}`, { headers, origin: OWN_ORIGIN })
    expect(await client.untilClosed()).toEqual({ code: 1008, reason: 'Unauthorized', frames: [] })
  })

  it('[H1] does not take another kind of Authorization for a token', async () => {
    const client = new TestClient(`${server.url}?token=${good}`, { headers: { authorization: 'Basic YTpi' } })
    expect(await client.next()).toMatchObject({ type: 'connected' })
    client.ws.close()
  })

  it.each([
    ['a foreign origin', 'https://evil.example'],
    ['no origin', undefined],
  ])('[H2] does not take the cookie of %s', async (_name, origin) => {
    const options = { headers: { cookie: `fonana_session=${good}` }, ...(origin ? { origin } : {}) }
    expect(await new TestClient(server.url, options).untilClosed()).toMatchObject({ code: 1008, frames: [] })
  })

  it('[H2] takes the query of a foreign origin although a cookie came along', async () => {
    const client = new TestClient(`${server.url}?token=${good}`, {
      headers: { cookie: `fonana_session=${bad}` },
      origin: 'https://older.example',
    })
    expect(await client.next()).toMatchObject({ type: 'connected' })
    client.ws.close()
  })

  it('[H3] answers the protocol and never the token', async () => {
    const client = new TestClient(server.url, { protocols: [`bearer.${good}`, 'fonana.v1'] })
    await client.next()
    expect(client.ws.protocol).toBe('fonana.v1')
    client.ws.close()
  })
})

describe('refusals', () => {
  it('[H4] closes at once without a token', async () => {
    const client = new TestClient(server.url)
    expect(await client.untilClosed()).toEqual({ code: 1008, reason: 'Unauthorized', frames: [] })
  })

  it('[H4] answers nothing to frames that a refused client had sent', async () => {
    const client = new TestClient(`${server.url}?token=${bad}`)
    client.ws.on('open', () => {
      client.send({ type: 'ping' })
      client.send({ type: 'subscribe', channel: 'notifications' })
    })
    expect(await client.untilClosed()).toEqual({ code: 1008, reason: 'Unauthorized', frames: [] })
  })

  it.each([
    ['an expired token', async () => server.authorization.token(userId, { expiresAt: new Date(1000) })],
    ['an unknown user', async () => server.authorization.token(newId())],
    ['no JWT at all', async () => 'null'],
    ['an empty token', async () => ''],
  ])('[H4] refuses %s', async (_name, token) => {
    const client = new TestClient(`${server.url}?token=${await token()}`)
    expect(await client.untilClosed()).toMatchObject({ code: 1008, reason: 'Unauthorized', frames: [] })
  })

  it('[H7] asks to try again when the token cannot be looked at', async () => {
    const original = server.authorization.authenticate
    server.authorization.authenticate = () => Promise.reject(new Error('database away'))
    const client = new TestClient(`${server.url}?token=${good}`)
    expect(await client.untilClosed()).toMatchObject({ code: 1013, frames: [] })
    server.authorization.authenticate = original
  })

  it('survives a handshake that is none', async () => {
    const { port } = new URL(server.url)
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write('GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
      )
      socket.on('data', (data) => resolve(data.toString()))
    })
    expect(answer).toMatch(/^HTTP\/1\.1 400/)
  })
})

describe('before connected', () => {
  it('[H6] answers frames sent right after the handshake after `connected`, in order', async () => {
    let release = () => {}
    server.authorization.gate = new Promise((resolve) => {
      release = resolve
    })
    const client = new TestClient(`${server.url}?token=${good}`)
    await new Promise((resolve) => client.ws.once('open', resolve))
    client.send({ type: 'subscribe', channel: 'notifications' })
    client.send({ type: 'ping' })
    client.send({ type: 'nonsense' })
    await new Promise((resolve) => client.ws.once('pong', resolve).ping())
    release()
    expect((await client.next()).type).toBe('connected')
    expect((await client.next()).type).toBe('subscribed')
    expect((await client.next()).type).toBe('pong')
    expect((await client.next()).data.code).toBe('unknown_type')
    client.ws.close()
  })
})

describe('the log', () => {
  it('[H5] says who came and who was refused, and holds no token', async () => {
    const before = server.log.length
    const client = new TestClient(`${server.url}?token=${good}`)
    await client.next()
    client.ws.close()
    const stranger = newId()
    await new TestClient(`${server.url}?token=${await server.authorization.token(stranger)}`).untilClosed()
    const lines = server.log.slice(before)
    expect(lines).toMatchObject([
      { level: 'info', fields: { outcome: 'accepted', reason: 'query', userId, ip: '127.0.0.1' } },
      {
        level: 'warn',
        fields: { outcome: 'refused', reason: 'unknown_user', userId: stranger, ip: '127.0.0.1' },
      },
    ])
    expect(JSON.stringify(server.log)).not.toContain(good)
    expect(JSON.stringify(server.log)).not.toContain('eyJ')
  })

  it('[H5] does not believe X-Forwarded-For without a trusted proxy', async () => {
    const client = new TestClient(server.url, { headers: { 'x-forwarded-for': '203.0.113.7' } })
    await client.untilClosed()
    expect(server.log.at(-1)?.fields).toMatchObject({ reason: 'no_token', ip: '127.0.0.1' })
  })
})

describe('behind a trusted proxy', () => {
  it('[H5] takes the address that the proxy appended, if it is one', async () => {
    const behind = await startTestServer({ trustProxy: true })
    const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.7' }
    await new TestClient(behind.url, { headers }).untilClosed()
    expect(behind.log.at(-1)?.fields).toMatchObject({ ip: '203.0.113.7' })
    await new TestClient(behind.url, { headers: { 'x-forwarded-for': 'a\tlie' } }).untilClosed()
    expect(behind.log.at(-1)?.fields).toMatchObject({ ip: '127.0.0.1' })
    await behind.stop()
  })
})
