import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEvents, renewEpochs, topPosition } from '@/lib/db/event-log'
import type { FonanaEvent } from '@/lib/schema/events'
import { formatPosition } from '@/lib/schema/positions'
import {
  type AnyFrame,
  connectAs,
  emitCount,
  startTestServer,
  type TestClient,
  type TestServer,
} from '@/tests/support/realtime/realtime-server'

let server: TestServer
let userId: string

beforeAll(async () => {
  // What is looked for by itself is looked for in a test of its own: here it would come between the others' steps.
  server = await startTestServer({ rateLimit: false, timing: { healMs: 3_600_000 } })
  userId = server.authorization.addUser()
})
afterAll(() => server.stop())

async function reader(postId: string, since?: string): Promise<{ client: TestClient; answer: AnyFrame }> {
  const client = await connectAs(server, userId)
  const answer = await client.ask({ type: 'subscribe', channel: `post:${postId}`, since })
  return { client, answer }
}

async function counts(client: TestClient, n: number): Promise<number[]> {
  const list: number[] = []
  while (list.length < n) list.push((await client.nextOf('comment_deleted')).data.commentsCount)
  return list
}

const upTo = (n: number, from = 1) => Array.from({ length: n }, (_, index) => from + index)

/** Lets the test tell the socket of these commits itself. */
async function withheld(work: () => Promise<void>): Promise<FonanaEvent[]> {
  const events: FonanaEvent[] = []
  server.intercept((told) => events.push(...told))
  await work()
  server.intercept(null)
  return events
}

describe('delivery', () => {
  it('[D1] sends the event as it was committed, to every reader', async () => {
    const postId = server.authorization.addPost()
    const [one, two] = [await reader(postId), await reader(postId)]
    await emitCount(server.db, postId, 7)
    const frame = await one.client.next()
    const [row] = await readEvents(server.db.read, `post:${postId}`, 0, 1)
    expect(frame).toEqual(row)
    expect(Object.keys(frame)).toEqual(['type', 'channel', 'position', 'at', 'data'])
    expect(await two.client.next()).toEqual(frame)
  })

  it('[D1] keeps the order of positions while many write at once', async () => {
    const postId = server.authorization.addPost()
    const { client } = await reader(postId)
    await Promise.all(upTo(200).map((n) => emitCount(server.db, postId, n)))
    const offsets: string[] = []
    for (let n = 0; n < 200; n += 1) offsets.push((await client.next()).position.split('.')[1])
    expect(offsets.map(Number)).toEqual(upTo(200))
    expect(await client.drain()).toEqual([])
  })

  it('[D2] sends nothing of a transaction that was rolled back', async () => {
    const postId = server.authorization.addPost()
    const { client } = await reader(postId)
    const failed = server.db.transact(async (tx) => {
      tx.emit('comment_deleted', { postId, commentId: postId, commentsCount: 1 }, { authorId: userId })
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await client.drain()).toEqual([])
  })

  it('[D3] puts right what it is told out of order, late or twice', async () => {
    const postId = server.authorization.addPost()
    const { client } = await reader(postId)
    const events = await withheld(async () => {
      for (const n of upTo(6)) await emitCount(server.db, postId, n)
    })
    const posts = events.filter((event) => event.channel === `post:${postId}`)
    for (const index of [1, 0, 4, 4, 2, 5, 3, 0]) server.publish([posts[index] as FonanaEvent])
    expect(await counts(client, 6)).toEqual(upTo(6))
    expect(await client.drain()).toEqual([])
  })

  it('[D3] tells a reader to read again where the missing events were trimmed', async () => {
    const postId = server.authorization.addPost()
    const { client } = await reader(postId)
    const events = await withheld(async () => {
      for (const n of upTo(5)) await emitCount(server.db, postId, n)
    })
    await server.db.transact((tx) =>
      tx.sql.execute(sql`delete from events where channel = ${`post:${postId}`} and "offset" <= 3`),
    )
    server.publish(events.filter((event) => event.channel.startsWith('post:')).slice(-1))
    const resync = await client.next()
    expect(resync).toEqual({
      type: 'resync',
      channel: `post:${postId}`,
      position: events[0]?.position.replace(/\d+$/, '3'),
    })
    expect(await counts(client, 2)).toEqual([4, 5])
  })

  it('[D4] finds what it was never told of', async () => {
    const looking = await startTestServer({ rateLimit: false, timing: { healMs: 50 } })
    try {
      const postId = looking.authorization.addPost()
      const client = await connectAs(looking, looking.authorization.addUser())
      await client.ask({ type: 'subscribe', channel: `post:${postId}` })
      looking.intercept(() => {})
      await emitCount(looking.db, postId, 1)
      expect(await counts(client, 1)).toEqual([1])
    } finally {
      await looking.stop()
    }
  })
})

describe('subscribing', () => {
  it('[S1] begins where the channel stands', async () => {
    const postId = server.authorization.addPost()
    await emitCount(server.db, postId, 1)
    await emitCount(server.db, postId, 2)
    const { client, answer } = await reader(postId)
    const position = formatPosition(await topPosition(server.db.read, `post:${postId}`))
    expect(answer.data).toEqual({ position, recovered: false, replayed: 0 })
    await emitCount(server.db, postId, 3)
    expect(await counts(client, 1)).toEqual([3])
  })

  it('[S2] sends everything after `since` and goes on live', async () => {
    const postId = server.authorization.addPost()
    for (const n of upTo(5)) await emitCount(server.db, postId, n)
    const top = await topPosition(server.db.read, `post:${postId}`)
    const { client, answer } = await reader(postId, formatPosition({ ...top, offset: 2 }))
    expect(answer.data).toEqual({ position: formatPosition(top), recovered: true, replayed: 3 })
    expect(await counts(client, 3)).toEqual([3, 4, 5])
    await emitCount(server.db, postId, 6)
    expect(await counts(client, 1)).toEqual([6])
  })

  it('[S2] loses and doubles nothing while others write', async () => {
    const postId = server.authorization.addPost()
    await emitCount(server.db, postId, 1)
    const since = formatPosition(await topPosition(server.db.read, `post:${postId}`))
    const clients: TestClient[] = []
    const writing = (async () => {
      for (const n of upTo(150, 2)) await emitCount(server.db, postId, n)
    })()
    for (let n = 0; n < 8; n += 1) {
      const client = await connectAs(server, userId)
      client.send({ type: 'subscribe', channel: `post:${postId}`, since })
      clients.push(client)
    }
    await writing
    for (const client of clients) {
      expect((await client.next()).data.recovered).toBe(true)
      expect(await counts(client, 150)).toEqual(upTo(150, 2))
      expect(await client.drain()).toEqual([])
    }
  })

  it('[S3] takes `0.0` for the time before the first event', async () => {
    const postId = server.authorization.addPost()
    const before = await reader(postId, '0.0')
    expect(before.answer.data).toEqual({ position: '0.0', recovered: true, replayed: 0 })
    await emitCount(server.db, postId, 1)
    expect(await counts(before.client, 1)).toEqual([1])
    const after = await reader(postId, '0.0')
    expect(after.answer.data).toMatchObject({ recovered: true, replayed: 1 })
    expect(await counts(after.client, 1)).toEqual([1])
  })

  it('[S4] says so when it cannot make up for what was missed', async () => {
    const postId = server.authorization.addPost()
    for (const n of upTo(4)) await emitCount(server.db, postId, n)
    const top = await topPosition(server.db.read, `post:${postId}`)
    await server.db.transact((tx) =>
      tx.sql.execute(sql`delete from events where channel = ${`post:${postId}`} and "offset" <= 2`),
    )
    const position = formatPosition(top)
    for (const since of ['zzzz.1', 'rubbish', '', '0.1', `${top.epoch}.99`, `${top.epoch}.1`, '0.0']) {
      const { client, answer } = await reader(postId, since)
      expect(answer.data).toEqual({ position, recovered: false, replayed: 0 })
      expect(await client.drain()).toEqual([])
      client.ws.close()
    }
    expect((await reader(postId, `${top.epoch}.2`)).answer.data).toMatchObject({
      recovered: true,
      replayed: 2,
    })
  })

  it('[S4] gives up on more than 500 missed events', async () => {
    const postId = server.authorization.addPost()
    await server.db.transact(async (tx) => {
      for (const commentsCount of upTo(501)) {
        tx.emit('comment_deleted', { postId, commentId: postId, commentsCount }, { authorId: userId })
      }
    })
    expect((await reader(postId, '0.0')).answer.data).toMatchObject({ recovered: false, replayed: 0 })
    const { epoch } = await topPosition(server.db.read, `post:${postId}`)
    const { client, answer } = await reader(postId, `${epoch}.1`)
    expect(answer.data).toMatchObject({ recovered: true, replayed: 500 })
    expect(await counts(client, 500)).toEqual(upTo(500, 2))
  })

  it('[S2] does not send again what a reader was sent on joining, when the channel hears of it later', async () => {
    const postId = server.authorization.addPost()
    const early = await reader(postId)
    const events = await withheld(() => emitCount(server.db, postId, 1))
    const late = await reader(postId, '0.0')
    expect(await counts(late.client, 1)).toEqual([1])
    server.publish(events)
    await emitCount(server.db, postId, 2)
    expect(await counts(late.client, 1)).toEqual([2])
    expect(await counts(early.client, 2)).toEqual([1, 2])
    expect(await late.client.drain()).toEqual([])
  })

  it('[S4] recovers nobody whose position is of a time that a restored backup does not know', async () => {
    const postId = server.authorization.addPost()
    await emitCount(server.db, postId, 1)
    const since = formatPosition(await topPosition(server.db.read, `post:${postId}`))
    await server.db.transact((tx) => renewEpochs(tx.sql))
    await emitCount(server.db, postId, 2)
    expect((await reader(postId, since)).answer.data).toMatchObject({ recovered: false, replayed: 0 })
    expect((await reader(postId, '0.0')).answer.data).toMatchObject({ recovered: true, replayed: 2 })
  })

  it('[S5] answers a second subscription and still sends each event once', async () => {
    const postId = server.authorization.addPost()
    const { client } = await reader(postId)
    await emitCount(server.db, postId, 1)
    const first = await client.next()
    client.send({ type: 'subscribe', channel: { type: 'post', postId } })
    client.send({ type: 'subscribe', channel: `post:${postId}`, since: first.position })
    expect((await client.next()).data).toMatchObject({ position: first.position, recovered: false })
    expect((await client.next()).data).toMatchObject({ recovered: true, replayed: 0 })
    await emitCount(server.db, postId, 2)
    expect(await client.drain()).toMatchObject([{ type: 'comment_deleted', data: { commentsCount: 2 } }])
  })
})
