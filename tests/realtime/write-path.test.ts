import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import type { FonanaEvent } from '@/lib/schema/events'
import {
  connectAs,
  startTestServer,
  TestClient,
  type TestServer,
} from '@/tests/support/realtime/realtime-server'

let server: TestServer
let userId: string

beforeAll(async () => {
  server = await startTestServer({ rateLimit: false })
  userId = server.authorization.addUser()
})
afterAll(() => server.stop())

const CLOSING_1000 = Buffer.from([0x88, 2, 0x03, 0xe8])

function eventOf(postId: string, offset: number, pad = ''): FonanaEvent {
  const data = { postId, commentId: postId, commentsCount: offset, pad }
  const at = new Date().toISOString()
  return { type: 'comment_deleted', channel: `post:${postId}`, position: `e.${offset}`, at, data }
}

const endOf = (sessionKey: string): FonanaEvent => ({
  type: 'session_ended',
  channel: `session:${sessionKey}`,
  position: 'e.1',
  at: new Date().toISOString(),
  data: { sessionKey },
})

it('[B1] sends what one turn has before the closing frame, and nothing after it', async () => {
  const postId = server.authorization.addPost()
  const sessionKey = newId()
  const client = await connectAs(server, userId, { sessionKey })
  await client.ask({ type: 'subscribe', channel: `post:${postId}` })
  server.publish([eventOf(postId, 1), eventOf(postId, 2)])
  server.publish([endOf(sessionKey)])
  server.publish([eventOf(postId, 3)])
  const { code, reason, frames } = await client.untilClosed()
  expect({ code, reason }).toEqual({ code: 1008, reason: 'Session ended' })
  expect(frames.map((frame) => frame.data.commentsCount)).toEqual([1, 2])
})

it('[B1] keeps answers and events in the order in which they were made', async () => {
  const postId = server.authorization.addPost()
  const client = await connectAs(server, userId)
  await client.ask({ type: 'subscribe', channel: `post:${postId}` })
  const rounds = 50
  for (let offset = 1; offset <= rounds; offset += 1) {
    server.publish([eventOf(postId, offset)])
    // The answer to a question that comes after an event comes after it too.
    const answered = await client.drain()
    expect(answered.map((frame) => frame.data.commentsCount)).toEqual([offset])
  }
})

it('[F6] puts pongs between whole frames, however much is being sent', async () => {
  const postId = server.authorization.addPost()
  const client = await connectAs(server, userId)
  await client.ask({ type: 'subscribe', channel: `post:${postId}` })
  const pongs: string[] = []
  client.ws.on('pong', (data) => pongs.push(data.toString()))
  const events = 300
  for (let offset = 1; offset <= events; offset += 1) {
    client.ws.ping(String(offset))
    server.publish([eventOf(postId, offset, 'ü'.repeat((offset * 97) % 5_000))])
    if (offset % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  for (let offset = 1; offset <= events; offset += 1) {
    const frame = await client.next()
    expect(frame.data.commentsCount).toBe(offset)
    expect(frame.data.pad).toHaveLength((offset * 97) % 5_000)
  }
  await client.drain()
  expect(pongs.map(Number)).toEqual([...pongs.map(Number)].sort((a, b) => a - b))
  expect(pongs.at(-1)).toBe(String(events))
})

it('[B1] sends nothing to who has said goodbye', async () => {
  const postId = server.authorization.addPost()
  const token = await server.authorization.token(userId)
  const client = new TestClient(`${server.url}?token=${token}`)
  const chunks: Buffer[] = []
  // The library ignores what follows a closing frame: the bytes themselves say whether something did.
  client.ws.once('upgrade', (response) => response.socket.on('data', (chunk) => chunks.push(chunk)))
  await client.next()
  await client.ask({ type: 'subscribe', channel: `post:${postId}` })
  client.ws.close(1000)
  let offset = 0
  const publishing = setInterval(() => server.publish([eventOf(postId, ++offset)]), 0)
  const { code } = await client.untilClosed()
  clearInterval(publishing)
  expect(code).toBe(1000)
  expect(Buffer.concat(chunks).subarray(-CLOSING_1000.length)).toEqual(CLOSING_1000)
})
