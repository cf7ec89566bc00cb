import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { newId } from '@/lib/db/ids'
import {
  connectAs,
  emitComment,
  emitCount,
  startTestServer,
  type TestClient,
  type TestServer,
} from '@/tests/support/realtime/realtime-server'

let server: TestServer
let userId: string
let authorId: string
let postId: string
let client: TestClient

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

beforeEach(async () => {
  const { authorization } = server
  userId = authorization.addUser()
  authorId = authorization.addUser()
  postId = authorization.addPost()
  client = await connectAs(server, userId)
  expect(await client.ask({ type: 'subscribe', channel: `post:${postId}` })).toMatchObject({
    type: 'subscribed',
  })
  return () => client.ws.close()
})

const comment = (body: string) => emitComment(server.db, postId, authorId, body)

function purchased(): Promise<void> {
  return server.db.transact(async (tx) =>
    tx.emit(
      'post-purchased',
      { postId, purchaseId: newId(), priceLamports: 1_000_000n },
      { buyerId: userId },
    ),
  )
}

function postUpdated(): Promise<void> {
  const author = { id: authorId, handle: 'ann', displayName: 'Ann', avatarId: null }
  const at = new Date().toISOString()
  const counts = { likesCount: 0, commentsCount: 0, createdAt: at, updatedAt: at }
  const post = {
    id: postId,
    author,
    title: 'T',
    teaser: '',
    minTier: null,
    priceLamports: null,
    listed: true,
    media: [],
    ...counts,
  }
  return server.db.transact(async (tx) => tx.emit('post_updated', { post }, {}))
}

describe('rights', () => {
  it('[R1] keeps a comment from who has the post locked, and gives it to who has not', async () => {
    const owner = await connectAs(server, authorId)
    server.authorization.allow(authorId, postId)
    await owner.ask({ type: 'subscribe', channel: `post:${postId}` })
    await owner.ask({ type: 'subscribe', channel: `user:${authorId}` })
    await comment('for those who paid')
    const locked = await client.next()
    expect(locked.data).toEqual({ postId, commentId: expect.any(String), commentsCount: 1 })
    const frames = [await owner.next(), await owner.next()]
    expect(frames.map((frame) => frame.channel).sort()).toEqual([`post:${postId}`, `user:${authorId}`].sort())
    for (const frame of frames) expect(frame.data.comment.body).toBe('for those who paid')
    owner.ws.close()
  })

  it('[R1] filters what is replayed as well', async () => {
    await comment('missed')
    const late = await connectAs(server, userId)
    await late.ask({ type: 'subscribe', channel: `post:${postId}`, since: '0.0' })
    expect((await late.next()).data.comment).toBeUndefined()
    server.authorization.allow(userId, postId)
    await purchased()
    await late.ask({ type: 'subscribe', channel: `post:${postId}`, since: '0.0' })
    expect((await late.next()).data.comment.body).toBe('missed')
    late.ws.close()
  })

  it('[R2] opens a post to a running socket that has no channel but that of the post', async () => {
    await comment('before')
    expect((await client.next()).data.comment).toBeUndefined()
    server.authorization.allow(userId, postId)
    await purchased()
    await comment('after')
    expect((await client.next()).data.comment.body).toBe('after')
  })

  it('[R2] closes it again when the post changes', async () => {
    server.authorization.allow(userId, postId)
    await purchased()
    await comment('open')
    expect((await client.next()).data.comment.body).toBe('open')
    server.authorization.lock(userId, postId)
    await postUpdated()
    await comment('closed')
    expect((await client.next()).type).toBe('post_updated')
    expect((await client.next()).data.comment).toBeUndefined()
  })

  it('[R2] does not take rights for fresh that were on their way when they changed', async () => {
    server.authorization.allow(userId, postId)
    await purchased()
    let release = () => {}
    server.authorization.gate = new Promise((resolve) => {
      release = resolve
    })
    const readBefore = server.authorization.rightsRead
    await comment('asks for the rights')
    expect(server.authorization.rightsRead).toBe(readBefore + 1)
    server.authorization.lock(userId, postId)
    await postUpdated()
    server.authorization.gate = Promise.resolve()
    release()
    expect((await client.next()).data.comment).toBeUndefined()
    expect((await client.next()).type).toBe('post_updated')
  })

  it('[R2] keeps the order of the channel while rights are read, and holds up nobody else', async () => {
    const reader = await connectAs(server, authorId)
    await reader.ask({ type: 'subscribe', channel: `post:${postId}` })
    server.authorization.allow(userId, postId)
    await purchased()
    let release = () => {}
    server.authorization.gate = new Promise((resolve) => {
      release = resolve
    })
    await comment('held')
    await emitCount(server.db, postId, 1)
    expect((await reader.next()).data.comment).toBeUndefined()
    expect((await reader.next()).type).toBe('comment_deleted')
    expect(await client.drain()).toEqual([])
    release()
    expect((await client.next()).data.comment.body).toBe('held')
    expect((await client.next()).type).toBe('comment_deleted')
    server.authorization.gate = Promise.resolve()
    reader.ws.close()
  })

  it('[R3] ends a right to the second without any event, and takes the one that follows', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const end = new Date(Date.now() + 60_000)
    server.authorization.allow(userId, postId, end)
    await purchased()
    await comment('in time')
    expect((await client.next()).data.comment.body).toBe('in time')
    vi.setSystemTime(end.getTime() - 1)
    await comment('just in time')
    expect((await client.next()).data.comment.body).toBe('just in time')
    vi.setSystemTime(end)
    await comment('too late')
    expect((await client.next()).data.comment).toBeUndefined()
    server.authorization.allow(userId, postId)
    await purchased()
    await comment('again')
    expect((await client.next()).data.comment.body).toBe('again')
  })

  it('[R4] sends nothing protected when rights cannot be read', async () => {
    server.authorization.allow(userId, postId)
    await purchased()
    const { readRight } = server.authorization
    server.authorization.readRight = () => Promise.reject(new Error('database away'))
    await comment('nobody knows')
    const { code, frames } = await client.untilClosed()
    server.authorization.readRight = readRight
    expect({ code, frames }).toEqual({ code: 1013, frames: [] })
  })
})
