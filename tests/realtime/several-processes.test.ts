import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readConfig } from '@/lib/config'
import { openLedger } from '@/lib/process/open-ledger'
import { openSocketApp, type SocketApp } from '@/lib/process/open-socket-app'
import { type Creator, makeCreator, makePost, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { createTestDatabase, POSTGRES_URL, type TestDatabase } from '@/tests/support/database/test-database'
import { buy, fund } from '@/tests/support/money/purchases'
import { type ConnectOptions, SocketClient } from '@/tests/support/realtime/socket-client'

const isShared = POSTGRES_URL !== undefined && process.env.TEST_REDIS_URL !== undefined
const silent = { info() {}, warn() {}, error() {} }

let data: TestDatabase
/** Pages, API and the ledger. */
let app: TestApp
/** The socket alone. */
let other: SocketApp
let server: Server
let author: Creator

function connectTo(person: { token: string }, options: ConnectOptions = {}): SocketClient {
  const { port } = server.address() as AddressInfo
  const headers = { authorization: `Bearer ${person.token}` }
  return new SocketClient(`ws://127.0.0.1:${port}/ws`, { headers, ...options })
}

async function connect(person: { token: string }, ...channels: string[]): Promise<SocketClient> {
  const client = connectTo(person)
  await client.next('connected')
  for (const channel of channels) await client.subscribe(channel, '0.0')
  return client
}

describe.skipIf(!isShared)('a process of the socket beside the app', () => {
  beforeAll(async () => {
    data = await createTestDatabase()
    app = await startTestApp({ data })
    const config = readConfig({ ...data.env, FONANA_ROLE: 'ws', RATE_LIMIT: 'off', METRICS_PORT: '0' })
    other = await openSocketApp(config, silent)
    server = createServer().on('upgrade', (...request) => other.realtime.handleUpgrade(...request))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await vi.waitFor(() => expect(other.broker.ready() && app.app.broker.ready()).toBe(true), 10_000)
    author = await makeCreator(app)
  })
  afterAll(async () => {
    await other.closeSockets()
    server.close()
    await other.close()
    await app.close()
    await data.remove()
  })

  it('sends what the API has committed, with the content of a comment only to who may read it', async () => {
    const post = await makePost(author, { priceLamports: 1_000_000n })
    const [buyer, stranger] = [await signIn(app), await signIn(app)]
    await fund(buyer)
    const bought = await connect(buyer, `user:${buyer.id}`, `post:${post.id}`)
    const locked = await connect(stranger, `post:${post.id}`)
    await buy(buyer, { kind: 'post', postId: post.id })
    expect((await bought.next('post-purchased')).data.postId).toBe(post.id)
    await author.api.post(`/api/posts/${post.id}/comments`, { body: 'for those who paid' })
    expect((await bought.next('comment_added')).data.comment.body).toBe('for those who paid')
    expect((await locked.next('comment_added')).data.comment).toBeUndefined()
    expect(locked.text).not.toContain('for those who paid')
  })

  it('hides what an author has just put behind a price, without subscribing again', async () => {
    const post = await makePost(author, {})
    const reader = await signIn(app)
    const socket = await connect(reader, `post:${post.id}`)
    await author.api.post(`/api/posts/${post.id}/comments`, { body: 'for all' })
    expect((await socket.next('comment_added')).data.comment.body).toBe('for all')
    await author.api.patch(`/api/posts/${post.id}`, { priceLamports: 1_000_000 })
    await author.api.post(`/api/posts/${post.id}/comments`, { body: 'for some' })
    expect((await socket.next('comment_added')).data.comment).toBeUndefined()
  })

  it('closes the sockets of a session that signs out, and refuses its token from then on', async () => {
    const person = await signIn(app)
    const socket = await connect(person)
    await person.api.post('/api/auth/sign-out')
    expect(await socket.closed).toEqual({ code: 1008, reason: 'Session ended' })
    expect(await connectTo(person).closed).toEqual({ code: 1008, reason: 'Unauthorized' })
  })
})

describe('the embedded ledger of a deployment', () => {
  it('belongs to the first process; the next one does without and concludes nothing', async () => {
    const folder = await createTestDatabase()
    const shared = readConfig({
      DATA_DIR: folder.env.DATA_DIR,
      DATABASE_URL: 'postgres://127.0.0.1/nothing',
      JWT_SECRET: 'x'.repeat(32),
      LEDGER: 'embedded',
    })
    const now = () => new Date()
    const first = await openLedger(shared, now)
    const second = await openLedger(shared, now)
    expect(first.faucet).not.toBeNull()
    expect(second.faucet).toBeNull()
    expect(second.platformWallet).toBe(first.platformWallet)
    await expect(second.ledger.latestBlockhash()).rejects.toMatchObject({ code: 'unavailable' })
    await expect(second.ledger.search(first.platformWallet)).rejects.toMatchObject({
      code: 'unavailable',
    })
    await second.close()
    await first.close()
    await folder.remove()
  })

  it('is refused to a second process that tries the product out on the same folder', async () => {
    const folder = await createTestDatabase()
    const alone = readConfig({ DATA_DIR: folder.env.DATA_DIR })
    const first = await openLedger(alone, () => new Date())
    await expect(openLedger(alone, () => new Date())).rejects.toMatchObject({ name: 'FolderLockedError' })
    await first.close()
    await folder.remove()
  })
})
