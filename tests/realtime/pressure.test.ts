import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FonanaEvent } from '@/lib/schema/events'
import { connectAs, startTestServer, type TestServer } from '@/tests/support/realtime/realtime-server'

let server: TestServer
let userId: string

beforeAll(async () => {
  server = await startTestServer({ rateLimit: false })
  userId = server.authorization.addUser()
})
afterAll(() => server.stop())

const EVENT_BYTES = 20_000

function bigEvent(postId: string, offset: number): FonanaEvent {
  const data = { postId, commentId: postId, commentsCount: offset, pad: 'x'.repeat(EVENT_BYTES) }
  const at = new Date().toISOString()
  return { type: 'comment_deleted', channel: `post:${postId}`, position: `e.${offset}`, at, data }
}

it('[B2] tells a reader that was too slow to read again, and the others notice nothing', async () => {
  const postId = server.authorization.addPost()
  const slow = await connectAs(server, userId)
  const quick = await connectAs(server, userId)
  for (const client of [slow, quick]) await client.ask({ type: 'subscribe', channel: `post:${postId}` })
  slow.ws.pause()
  const events = 2_000
  for (let offset = 1; offset <= events; offset += 1) {
    server.publish([bigEvent(postId, offset)])
    expect((await quick.next()).data.commentsCount).toBe(offset)
  }
  slow.ws.resume()
  server.publish([bigEvent(postId, events + 1)])
  const frames = await slow.drain()
  const offsets = frames.map((frame) => Number(frame.position.split('.')[1]))
  expect(offsets).toEqual([...offsets].sort((a, b) => a - b))
  expect(new Set(offsets).size).toBe(offsets.length)
  expect(offsets.at(-1)).toBe(events + 1)
  // Whatever is missing is missing before a resync, and never after one.
  for (const [index, frame] of frames.entries()) {
    if (frame.type !== 'resync' && index > 0) expect(offsets[index]).toBe((offsets[index - 1] ?? 0) + 1)
  }
  expect(frames.filter((frame) => frame.type === 'resync').length).toBeGreaterThan(0)
})

it('[F5] does not read on while a frame is being handled, and loses none of them', async () => {
  const postId = server.authorization.addPost()
  const client = await connectAs(server, userId)
  let release = () => {}
  server.authorization.gate = new Promise((resolve) => {
    release = resolve
  })
  client.send({ type: 'subscribe', channel: `post:${postId}` })
  const frames = 1_000
  for (let n = 0; n < frames; n += 1) client.send({ type: 'ping', pad: 'x'.repeat(15_000) })
  // Fifteen megabytes do not fit between a client and a server that does not read.
  await new Promise((resolve) => setImmediate(resolve))
  expect(client.ws.bufferedAmount).toBeGreaterThan(0)
  server.authorization.gate = Promise.resolve()
  release()
  expect((await client.next()).type).toBe('subscribed')
  for (let n = 0; n < frames; n += 1) expect((await client.next()).type).toBe('pong')
})

it('[B3] closes and ends who asks and takes no answers, and goes on answering others', async () => {
  const hog = await connectAs(server, userId)
  const neighbour = await connectAs(server, userId)
  const { stats } = server.realtime
  const open = stats.connections
  hog.ws.pause()
  // Answered with a line that names it: far more than the buffers of two kernels and ours take.
  const question = JSON.stringify({ type: 'unsubscribe', channel: `post:${'x'.repeat(90)}` })
  for (let asked = 0; asked < 100_000; asked += 1) hog.send(question)
  while (stats.closes.get(1013) === 0) expect((await neighbour.ask({ type: 'ping' })).type).toBe('pong')
  expect(stats.closes.get(1013)).toBe(1)
  while (stats.connections === open) expect((await neighbour.ask({ type: 'ping' })).type).toBe('pong')
  expect(stats.connections).toBe(open - 1)
  hog.ws.terminate()
})
