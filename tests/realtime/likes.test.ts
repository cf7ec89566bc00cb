import { afterAll, beforeAll, expect, it } from 'vitest'
import { readEvents } from '@/lib/db/event-log'
import {
  connectAs,
  emitCount,
  emitLike,
  startTestServer,
  type TestServer,
} from '@/tests/support/realtime/realtime-server'

let server: TestServer
let userId: string

beforeAll(async () => {
  server = await startTestServer({ rateLimit: false, timing: { healMs: 3_600_000 } })
  userId = server.authorization.addUser()
})
afterAll(() => server.stop())

async function reader(postId: string, reading = userId) {
  const client = await connectAs(server, reading)
  await client.ask({ type: 'subscribe', channel: `post:${postId}` })
  return client
}

it('[M1] sends the first of a storm and ends with the newest, each reader alike and in order', async () => {
  const postId = server.authorization.addPost()
  const clients = [await reader(postId), await reader(postId)]
  const likes = 300
  // As many at once as have room: more would wait for a connection, and on a busy machine be told that there is none.
  const lanes = 8
  const run = async (first: number) => {
    for (let index = first; index < likes; index += lanes)
      await emitLike(server.db, postId, index + 1, server.authorization.addUser())
  }
  await Promise.all(Array.from({ length: lanes }, (_, first) => run(first)))
  const [newest] = await readEvents(server.db.read, `post:${postId}`, likes - 1, likes)
  for (const client of clients) {
    const offsets: number[] = []
    let last = await client.nextOf('post_liked')
    expect(last.position).toMatch(/\.1$/)
    for (; !last.position.endsWith(`.${likes}`); last = await client.nextOf('post_liked')) {
      offsets.push(Number(last.position.split('.')[1]))
    }
    expect(last).toEqual(newest)
    expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b))
    expect(offsets.length).toBeLessThan(likes / 2)
  }
})

it('[M1] lets no later event overtake a like that waits', async () => {
  const postId = server.authorization.addPost()
  const client = await reader(postId)
  await emitLike(server.db, postId, 1)
  await emitLike(server.db, postId, 2)
  await emitCount(server.db, postId, 9)
  const frames = [await client.next(), await client.next(), await client.next()]
  expect(frames.map(({ type, position }) => `${type} ${position.split('.')[1]}`)).toEqual([
    'post_liked 1',
    'post_liked 2',
    'comment_deleted 3',
  ])
})

it('[M2] shows a like to the sockets of the one who gave it, also when others are spared it', async () => {
  const postId = server.authorization.addPost()
  const me = server.authorization.addUser()
  const [mine, other] = [await reader(postId, me), await reader(postId)]
  await emitLike(server.db, postId, 1)
  await emitLike(server.db, postId, 2, me)
  await emitLike(server.db, postId, 3)
  await emitCount(server.db, postId, 0)
  const counts = async (client: typeof mine) => {
    const list: number[] = []
    for (let frame = await client.next(); frame.type === 'post_liked'; frame = await client.next()) {
      list.push(frame.data.likesCount)
    }
    return list
  }
  expect(await counts(mine)).toEqual([1, 2, 3])
  expect(await counts(other)).toEqual([1, 3])
})

it('[M3] sends who joins in the middle of a storm what came before once, and nothing again', async () => {
  const postId = server.authorization.addPost()
  const early = await reader(postId)
  await emitLike(server.db, postId, 1)
  await emitLike(server.db, postId, 2)
  const late = await connectAs(server, userId)
  const answer = await late.ask({ type: 'subscribe', channel: `post:${postId}`, since: '0.0' })
  expect(answer.data).toMatchObject({ recovered: true, replayed: 2 })
  await emitCount(server.db, postId, 0)
  const offsets = async (client: typeof late, n: number) => {
    const list: string[] = []
    while (list.length < n) list.push((await client.next()).position.split('.')[1])
    return list
  }
  expect(await offsets(late, 3)).toEqual(['1', '2', '3'])
  expect(await offsets(early, 3)).toEqual(['1', '2', '3'])
})
