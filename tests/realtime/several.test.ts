import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { RedisBroker } from '@/lib/realtime/broker/broker-redis'
import { openRedis, type RedisConnections } from '@/lib/redis'
import { HAS_REDIS, TestRedis } from '@/tests/support/database/redis'
import {
  connectAs,
  emitComment,
  emitCount,
  startTestServer,
  type TestClient,
  type TestServer,
} from '@/tests/support/realtime/realtime-server'

if (!HAS_REDIS) console.log('SKIPPED: several processes, there is no redis-server to start')

const RETURN_MS = 10_000
const namespace = randomUUID()
const connections: RedisConnections[] = []
const silent = { info() {}, warn() {}, error() {} }

let redis: TestRedis
let brokers: [RedisBroker, RedisBroker]
/** Commits and tells of it. */
let web: TestServer
/** Hears by Redis alone. */
let other: TestServer
let userId: string

function newBroker(url: string): RedisBroker {
  const opened = openRedis(url)
  connections.push(opened)
  return new RedisBroker({ ...opened, namespace, log: silent })
}

const until = (condition: () => boolean) =>
  vi.waitFor(() => expect(condition()).toBe(true), { timeout: RETURN_MS, interval: 20 })

const present = () => until(() => brokers.every((broker) => broker.ready()))
const away = () => until(() => brokers.every((broker) => !broker.ready()))

async function reader(postId: string, { server = other, reading = userId, since = '0.0' } = {}) {
  const client = await connectAs(server, reading)
  await client.ask({ type: 'subscribe', channel: `post:${postId}`, since })
  return client
}

async function counts(client: TestClient, n: number): Promise<number[]> {
  const list: number[] = []
  while (list.length < n) list.push((await client.nextOf('comment_deleted')).data.commentsCount)
  return list
}

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1)

describe.skipIf(!HAS_REDIS)('several processes', () => {
  beforeAll(async () => {
    redis = await TestRedis.start()
    brokers = [newBroker(redis.url), newBroker(redis.url)]
    // What is looked for by itself, and not because of a gap, would hide what is tried here.
    const options = { rateLimit: false, timing: { healMs: 3_600_000 } }
    web = await startTestServer({ ...options, broker: brokers[0] })
    other = await startTestServer({ ...options, broker: brokers[1] }, web)
    userId = web.authorization.addUser()
    await present()
  })
  afterAll(async () => {
    await other.stop()
    await web.stop()
    for (const broker of brokers) await broker.close()
    for (const opened of connections) await opened.close()
    await redis.kill()
  })

  it('[P1] tells the readers of every process, in order and once', async () => {
    const postId = web.authorization.addPost()
    const clients = [await reader(postId), await reader(postId), await reader(postId, { server: web })]
    for (const n of upTo(50)) await emitCount(web.db, postId, n)
    for (const client of clients) {
      expect(await counts(client, 50)).toEqual(upTo(50))
      expect(await client.drain()).toEqual([])
    }
  })

  it('[P1] hears only channels that somebody reads here', async () => {
    const postId = web.authorization.addPost()
    const channelsHeard = () =>
      redis.ask(
        async (client) => (await client.call('PUBSUB', 'SHARDCHANNELS', `*post:${postId}`)) as string[],
      )
    expect(await channelsHeard()).toEqual([])
    const client = await reader(postId)
    expect(await channelsHeard()).toHaveLength(1)
    await client.ask({ type: 'unsubscribe', channel: `post:${postId}` })
    await vi.waitFor(async () => expect(await channelsHeard()).toEqual([]), 5_000)
  })

  it('[P2] finds what was committed by a process that died before it could tell', async () => {
    const postId = web.authorization.addPost()
    const client = await reader(postId)
    web.intercept(() => {})
    await emitCount(web.db, postId, 1)
    web.intercept(null)
    // The process that takes its place.
    const next = newBroker(redis.url)
    expect(await counts(client, 1)).toEqual([1])
    await next.close()
  })

  it('[P3] closes the sockets of an ended session on the other process', async () => {
    const sessionKey = randomUUID()
    const client = await connectAs(other, userId, { sessionKey })
    const stays = await connectAs(other, userId)
    await web.db.transact(async (tx) => tx.emit('session_ended', { sessionKey }, {}))
    expect(await client.closed).toEqual({ code: 1008, reason: 'Session ended' })
    expect(await stays.ask({ type: 'ping' })).toEqual({ type: 'pong' })
  })

  it('[P3] closes a socket whose session ended while the process was not told', async () => {
    const sessionKey = randomUUID()
    const client = await connectAs(other, userId, { sessionKey })
    web.authorization.endedSessions.add(sessionKey)
    const next = newBroker(redis.url)
    expect((await client.closed).code).toBe(1008)
    await next.close()
  })

  it('[P3] closes all sockets of who has deleted their account, told or not', async () => {
    const [told, untold] = [web.authorization.addUser(), web.authorization.addUser()]
    for (const id of [told, untold]) other.authorization.users.add(id)
    const closing = [await connectAs(other, told), await connectAs(web, told)]
    const stays = await connectAs(other, userId)
    await web.db.transact(async (tx) => tx.emit('account_deleted', { userId: told }, {}))
    for (const client of closing) expect(await client.closed).toEqual({ code: 1008, reason: 'Session ended' })
    const client = await connectAs(other, untold)
    other.authorization.users.delete(untold)
    const next = newBroker(redis.url)
    expect((await client.closed).code).toBe(1008)
    expect(await stays.ask({ type: 'ping' })).toEqual({ type: 'pong' })
    await next.close()
  })

  it('[P4] sends nothing protected by a right that ended without this process being told', async () => {
    const postId = web.authorization.addPost()
    const authorId = web.authorization.addUser()
    web.authorization.allow(userId, postId)
    const client = await reader(postId)
    await emitComment(web.db, postId, authorId, 'for you')
    expect((await client.nextOf('comment_added')).data.comment.body).toBe('for you')
    web.authorization.lock(userId, postId)
    await emitComment(web.db, postId, authorId, 'no longer for you')
    expect((await client.nextOf('comment_added')).data.comment).toBeUndefined()
    web.authorization.allow(userId, postId)
    await emitComment(web.db, postId, authorId, 'for you again')
    expect((await client.nextOf('comment_added')).data.comment.body).toBe('for you again')
  })

  describe.each([
    ['killed', async () => redis.kill(), async () => redis.start()],
    ['paused', async () => redis.pause(), async () => redis.resume()],
    ['the copy of another', async () => redis.follow(), async () => redis.lead()],
  ])('while Redis is %s', (_how, take, give) => {
    it('[P5] loses nothing, doubles nothing, leaks nothing, and goes back to it', async () => {
      const postId = web.authorization.addPost()
      const sessionKey = randomUUID()
      const client = await reader(postId)
      const leaver = await connectAs(other, userId, { sessionKey })
      await take()
      await away()
      for (const n of upTo(20)) await emitCount(web.db, postId, n)
      expect(await counts(client, 20)).toEqual(upTo(20))
      web.authorization.endedSessions.add(sessionKey)
      expect((await leaver.closed).code).toBe(1008)
      // Who comes now is served too.
      const newcomer = await reader(postId)
      expect(await counts(newcomer, 20)).toEqual(upTo(20))
      await give()
      await present()
      await emitCount(web.db, postId, 21)
      expect(await counts(client, 1)).toEqual([21])
      expect(await counts(newcomer, 1)).toEqual([21])
      expect(await client.drain()).toEqual([])
    })
  })

  it('[P5] does not notice that Redis was emptied', async () => {
    const postId = web.authorization.addPost()
    const client = await reader(postId)
    await redis.ask((admin) => admin.flushall())
    await emitCount(web.db, postId, 1)
    expect(await counts(client, 1)).toEqual([1])
  })

  it('[P5] loses nothing when Redis cuts every connection, again and again, under writes', async () => {
    const postId = web.authorization.addPost()
    const client = await reader(postId)
    for (const n of upTo(60)) {
      await emitCount(web.db, postId, n)
      if (n % 20 === 0)
        await redis.ask((admin) => admin.call('CLIENT', 'KILL', 'SKIPME', 'yes', 'TYPE', 'normal'))
      if (n % 30 === 0)
        await redis.ask((admin) => admin.call('CLIENT', 'KILL', 'SKIPME', 'yes', 'TYPE', 'pubsub'))
    }
    expect(await counts(client, 60)).toEqual(upTo(60))
    await present()
  })

  it('[P1] keeps deployments that share a Redis apart', async () => {
    const postId = web.authorization.addPost()
    const heard = vi.fn()
    const opened = openRedis(redis.url)
    const stranger = new RedisBroker({ ...opened, namespace: randomUUID(), log: silent })
    stranger.attach({ onEvents: heard, onGap() {}, onAway() {} })
    await until(() => stranger.ready())
    await stranger.listen(`post:${postId}`)
    const client = await reader(postId)
    await emitCount(web.db, postId, 1)
    expect(await counts(client, 1)).toEqual([1])
    expect(heard).not.toHaveBeenCalled()
    await stranger.close()
    await opened.close()
  })
})
