import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import {
  connectAs,
  emitCount,
  startTestServer,
  type TestClient,
  type TestServer,
} from '@/tests/support/realtime/realtime-server'

let server: TestServer
let userId: string
let otherId: string
let creatorId: string
let client: TestClient

beforeAll(async () => {
  server = await startTestServer()
  userId = server.authorization.addUser()
  otherId = server.authorization.addUser()
  creatorId = server.authorization.addUser()
  server.authorization.creators.add(creatorId)
})
afterAll(() => server.stop())

beforeEach(async () => {
  client = await connectAs(server, userId)
  return () => client.ws.close()
})

describe('channels', () => {
  it('[C1] gives all forms of a name the same channel', async () => {
    const postId = server.authorization.addPost()
    const forms: [unknown, string][] = [
      ['notifications', `notifications:${userId}`],
      [`notifications:${userId}`, `notifications:${userId}`],
      [{ type: 'notifications', userId }, `notifications:${userId}`],
      [{ type: 'notifications' }, `notifications:${userId}`],
      [`user:${userId}`, `user:${userId}`],
      [{ type: 'feed', userId }, `user:${userId}`],
      [`creator:${creatorId}`, `creator:${creatorId}`],
      [{ type: 'creator', id: creatorId }, `creator:${creatorId}`],
      [`post:${postId}`, `post:${postId}`],
      [{ type: 'post', postId }, `post:${postId}`],
      [`post:${postId.toUpperCase()}`, `post:${postId}`],
    ]
    for (const [channel, name] of forms) {
      expect(await client.ask({ type: 'subscribe', channel })).toEqual({
        type: 'subscribed',
        channel: name,
        data: { position: '0.0', recovered: false, replayed: 0 },
      })
    }
    for (const [channel, name] of forms) {
      expect(await client.ask({ type: 'unsubscribe', channel })).toEqual({
        type: 'unsubscribed',
        channel: name,
      })
    }
  })

  it.each([
    ['notifications', () => `notifications:${otherId}`],
    ['notifications as an object', () => ({ type: 'notifications', userId: otherId })],
    ['the user channel', () => `user:${otherId}`],
    ['the user channel as `feed`', () => ({ type: 'feed', userId: otherId })],
  ])('[C2] forbids %s of another user', async (_name, channel) => {
    expect(await client.ask({ type: 'subscribe', channel: channel() })).toMatchObject({
      type: 'error',
      data: { code: 'forbidden' },
    })
    expect(await client.ask({ type: 'unsubscribe', channel: channel() })).toMatchObject({
      data: { code: 'forbidden' },
    })
  })

  it('[C2] sends nothing of a channel that was forbidden', async () => {
    const other = await connectAs(server, otherId)
    await other.ask({ type: 'subscribe', channel: 'notifications' })
    await client.ask({ type: 'subscribe', channel: `notifications:${otherId}` })
    await server.db.transact(async (tx) =>
      tx.emit('notifications_cleared', { unreadCount: 0 }, { userId: otherId }),
    )
    expect(await other.next()).toMatchObject({ type: 'notifications_cleared' })
    expect(await client.drain()).toEqual([])
    other.ws.close()
  })

  it.each([
    ['a post that does not exist', () => `post:${newId()}`],
    ['a creator that does not exist', () => `creator:${otherId}`],
    ['a kind that does not exist', () => `wallet:${userId}`],
    ['the internal channel of a session', () => `session:${userId}`],
    ['no id', () => 'post:'],
    ['an id that is none', () => "post:1' or 1=1"],
    ['an object of an unknown type', () => ({ type: 'everything' })],
    ['a number', () => 7],
    ['a name without end', () => `post:${'x'.repeat(5000)}`],
  ])('[C3] knows no channel for %s', async (_name, channel) => {
    expect(await client.ask({ type: 'subscribe', channel: channel() })).toMatchObject({
      type: 'error',
      data: { code: 'unknown_channel' },
    })
  })

  it('[C4] allows 200 channels and says so to the next', async () => {
    const posts = Array.from({ length: 201 }, () => server.authorization.addPost())
    for (const postId of posts) client.send({ type: 'subscribe', channel: `post:${postId}` })
    for (const postId of posts.slice(0, 200)) {
      expect(await client.next()).toMatchObject({ type: 'subscribed', channel: `post:${postId}` })
    }
    const last = `post:${posts[200]}`
    expect(await client.next()).toMatchObject({
      type: 'error',
      data: { code: 'too_many_channels', channel: last },
    })
    await client.ask({ type: 'unsubscribe', channel: `post:${posts[0]}` })
    expect(await client.ask({ type: 'subscribe', channel: last })).toMatchObject({ type: 'subscribed' })
  })
})

describe('frames', () => {
  it.each([
    ['no JSON', '{', 'bad_request'],
    ['no object', '[1]', 'bad_request'],
    ['null', 'null', 'bad_request'],
    ['no type', '{}', 'bad_request'],
    ['a type that is no text', '{"type":{}}', 'bad_request'],
    ['an unknown type', '{"type":"shout"}', 'unknown_type'],
    ['a type of every object', '{"type":"constructor"}', 'unknown_type'],
    ['a subscription to nothing', '{"type":"subscribe"}', 'bad_request'],
    ['a since that is no text', '{"type":"subscribe","channel":"notifications","since":1}', 'bad_request'],
    ['a token that is no text', '{"type":"authenticate","token":{}}', 'bad_request'],
    ['a prototype', '{"type":"ping ","__proto__":{"type":"ping"}}', 'unknown_type'],
    [
      'a prototype for a channel',
      '{"type":"subscribe","channel":{"__proto__":{"type":"post"}}}',
      'unknown_channel',
    ],
    [
      'great depth',
      `{"type":"subscribe","channel":${'['.repeat(8000)}${']'.repeat(8000)}}`,
      'unknown_channel',
    ],
    ['unclosed depth', '['.repeat(16_000), 'bad_request'],
  ])('[F1] answers %s and stays open', async (_name, text, code) => {
    expect(await client.ask(text)).toMatchObject({ type: 'error', data: { code } })
    expect(await client.ask({ type: 'ping' })).toEqual({ type: 'pong' })
    expect(({} as Record<string, unknown>).type).toBeUndefined()
  })

  it('[F1] answers a binary frame', async () => {
    client.ws.send(Buffer.from('{"type":"ping"}'))
    expect(await client.next()).toMatchObject({ type: 'error', data: { code: 'bad_request' } })
  })

  it('[F2] answers in the order of the questions', async () => {
    const postId = server.authorization.addPost()
    client.send({ type: 'subscribe', channel: `post:${postId}` })
    client.send({ type: 'ping' })
    client.send({ type: 'unsubscribe', channel: `post:${postId}` })
    client.send({ type: 'subscribe', channel: 'notifications' })
    const types = [await client.next(), await client.next(), await client.next(), await client.next()]
    expect(types.map((frame) => frame.type)).toEqual(['subscribed', 'pong', 'unsubscribed', 'subscribed'])
  })

  it('[F3] takes 16 KiB and closes with 1009 on more', async () => {
    const frame = (bytes: number) => `{"type":"ping","pad":"${'x'.repeat(bytes - 24)}"}`
    expect(Buffer.byteLength(frame(16_384))).toBe(16_384)
    expect(await client.ask(frame(16_384))).toEqual({ type: 'pong' })
    client.send(frame(16_385))
    expect((await client.closed).code).toBe(1009)
  })

  it('[F4] tells who sends too much, and closes who goes on', async () => {
    // Many more than are allowed: frames are earned while they are sent, the slower the machine, the more.
    for (let n = 0; n < 2_000; n += 1) client.send({ type: 'ping' })
    const { code, frames } = await client.untilClosed()
    expect(code).toBe(1008)
    const answers = frames.map((frame) => frame.data?.code ?? frame.type)
    expect(answers.slice(0, 250)).toEqual(Array(250).fill('pong'))
    expect(answers.slice(250).filter((answer) => answer !== 'pong')).toEqual(Array(50).fill('rate_limited'))
  })

  it('[F6] ends a flood of pings and goes on with the others', async () => {
    const other = await connectAs(server, userId)
    for (let n = 0; n < 400; n += 1) client.ws.ping()
    await client.closed
    expect(await other.drain()).toEqual([])
    other.ws.close()
  })
})

describe('without limits', () => {
  it('[L3] counts no frames', async () => {
    const free = await startTestServer({ rateLimit: false })
    const fast = await connectAs(free, free.authorization.addUser())
    for (let n = 0; n < 3000; n += 1) fast.send({ type: 'ping' })
    for (let n = 0; n < 3000; n += 1) expect((await fast.next()).type).toBe('pong')
    await free.stop()
  })
})

describe('unsubscribing', () => {
  it('[S6] ends the events of a channel and is answered without a subscription too', async () => {
    const postId = server.authorization.addPost()
    expect(await client.ask({ type: 'unsubscribe', channel: `post:${postId}` })).toMatchObject({
      type: 'unsubscribed',
    })
    await client.ask({ type: 'subscribe', channel: `post:${postId}` })
    await emitCount(server.db, postId, 1)
    expect(await client.next()).toMatchObject({ type: 'comment_deleted', data: { commentsCount: 1 } })
    await client.ask({ type: 'unsubscribe', channel: `post:${postId}` })
    await emitCount(server.db, postId, 2)
    expect(await client.drain()).toEqual([])
  })
})
