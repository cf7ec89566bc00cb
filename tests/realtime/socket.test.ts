import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import { type Creator, makeCreator, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { connect, SocketClient } from '@/tests/support/realtime/socket-client'

let app: TestApp
let creator: Creator
let fan: Person
beforeAll(async () => {
  app = await startTestApp({ env: { ALLOWED_ORIGINS: 'https://friend.example' } })
  creator = await makeCreator(app)
  fan = await signIn(app)
})
afterAll(() => app.close())

describe('the way in', () => {
  it.each<[string, () => ConstructorParameters<typeof SocketClient>[1]]>([
    ['the header', () => ({ headers: { authorization: `Bearer ${fan.token}` } })],
    ['the subprotocol', () => ({ protocols: ['fonana.v1', `bearer.${fan.token}`] })],
    [
      'the cookie of our own page',
      () => ({ headers: { cookie: `fonana_session=${fan.token}`, origin: app.url } }),
    ],
    [
      'the cookie of an allowed page',
      () => ({ headers: { cookie: `fonana_session=${fan.token}`, origin: 'https://friend.example' } }),
    ],
    ['the query', () => ({ query: `?token=${fan.token}` })],
  ])('may be a token in %s', async (_way, options) => {
    const socket = new SocketClient(app.wsUrl, options())
    const { data } = await socket.next('connected')
    expect(data).toEqual({
      userId: fan.id,
      connectionId: expect.any(String),
      expiresAt: expect.any(String),
      pingIntervalMs: expect.any(Number),
      reconnectWindowMs: expect.any(Number),
      message: expect.any(String),
    })
    expect(['fonana.v1', '']).toContain(socket.ws.protocol)
    socket.close()
  })

  it.each<[string, () => ConstructorParameters<typeof SocketClient>[1]]>([
    ['nothing', () => ({})],
    [
      'the cookie of a foreign page',
      () => ({ headers: { cookie: `fonana_session=${fan.token}`, origin: 'https://evil.example' } }),
    ],
    ['the cookie of nobody’s page', () => ({ headers: { cookie: `fonana_session=${fan.token}` } })],
    [
      'a bad header beside a good query',
      () => ({ headers: { authorization: 'Bearer x' }, query: `?token=${fan.token}` }),
    ],
  ])('is closed for %s', async (_way, options) => {
    const socket = new SocketClient(app.wsUrl, options())
    expect(await socket.closed).toEqual({ code: 1008, reason: 'Unauthorized' })
    expect(socket.all).toEqual([])
  })
})

it('knows no channel of another user, none of what is not there, and none that is internal', async () => {
  const socket = await connect(app, fan)
  const asked: [unknown, string][] = [
    [`user:${creator.id}`, 'forbidden'],
    [`notifications:${creator.id}`, 'forbidden'],
    [{ type: 'feed', userId: creator.id }, 'forbidden'],
    [`post:${newId()}`, 'unknown_channel'],
    [`creator:${fan.id}`, 'unknown_channel'],
    [`session:${newId()}`, 'unknown_channel'],
    ['', 'unknown_channel'],
    ['post:1', 'unknown_channel'],
    [{ type: 'post' }, 'unknown_channel'],
  ]
  for (const [channel, code] of asked) {
    socket.send({ type: 'subscribe', channel })
    expect((await socket.next('error')).data.code, JSON.stringify(channel)).toBe(code)
  }
  expect((await socket.subscribe({ type: 'notifications' })).channel).toBe(`notifications:${fan.id}`)
  socket.close()
})

it('closes a socket that sends a frame over 16 KiB with 1009, and answers what it cannot read', async () => {
  const socket = await connect(app, fan)
  for (const [frame, code] of [
    ['{', 'bad_request'],
    ['[]', 'bad_request'],
    ['{"type":"subscribe"}', 'bad_request'],
    ['{"type":"shout"}', 'unknown_type'],
  ]) {
    socket.send(frame)
    expect((await socket.next('error')).data.code).toBe(code)
  }
  socket.send(`{"type":"ping","x":"${'x'.repeat(16 * 1024)}"}`)
  expect((await socket.closed).code).toBe(1009)
})

it('goes on with a renewed token, and with no other', async () => {
  const person = await signIn(app)
  const socket = await connect(app, person)
  const ended = await signIn(app, person.keypair)
  await ended.api.post('/api/auth/sign-out')
  for (const token of [fan.token, ended.token, 'x']) {
    socket.send({ type: 'authenticate', token })
    expect((await socket.next('error')).data.code).toBe('unauthorized')
  }
  const renewed = (await person.api.post('/api/auth/refresh')).json
  socket.send({ type: 'authenticate', token: renewed.token })
  expect((await socket.next('authenticated')).data).toEqual({ expiresAt: renewed.expiresAt })
  socket.close()
})

it('closes at the sign-out also what was renewed with a token of the session', async () => {
  const person = await signIn(app)
  const other = await signIn(app, person.keypair)
  const socket = await connect(app, person)
  socket.send({ type: 'authenticate', token: other.token })
  await socket.next('authenticated')
  await person.api.post('/api/auth/sign-out')
  expect(await socket.events()).toEqual([])
  await other.api.post('/api/auth/sign-out')
  expect(await socket.closed).toEqual({ code: 1008, reason: 'Session ended' })
})
