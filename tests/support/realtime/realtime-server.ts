import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { jwtVerify, SignJWT } from 'jose'
import { WebSocket } from 'ws'
import { type Database, openDatabase } from '@/lib/db/database'
import { newId } from '@/lib/db/ids'
import type { Authorization, NamedSession, Right } from '@/lib/realtime/authorization'
import { MemoryBroker } from '@/lib/realtime/broker/broker-memory'
import { Realtime, type RealtimeOptions } from '@/lib/realtime/socket'
import { splitChannel } from '@/lib/schema/channel-names'
import type { FonanaEvent } from '@/lib/schema/events'
import { decodeJson } from '@/lib/schema/json'
import { createTestDatabase } from '@/tests/support/database/test-database'

const KEY = new TextEncoder().encode('a key of the socket tests, 32 bytes at least')
const WAIT_MS = 5_000
export const OWN_ORIGIN = 'http://localhost:3000'

interface TokenOptions {
  sessionKey?: string
  expiresAt?: Date
  key?: Uint8Array
}

/** Users, posts and creators as the tests want them, behind real tokens. */
export class TestAuthorization implements Authorization {
  readonly users = new Set<string>()
  readonly creators = new Set<string>()
  readonly rights = new Map<string, Right>()
  readonly posts = new Set<string>()
  readonly endedSessions = new Set<string>()
  rightsRead = 0
  /** Awaited before an answer: lets a test stand in the middle of a look-up. */
  gate: Promise<void> = Promise.resolve()

  addUser(): string {
    const id = newId()
    this.users.add(id)
    return id
  }

  addPost(): string {
    const id = newId()
    this.posts.add(id)
    return id
  }

  allow(userId: string, postId: string, until: Date | null = null): void {
    this.rights.set(`${userId} ${postId}`, { full: true, until })
  }

  lock(userId: string, postId: string): void {
    this.rights.delete(`${userId} ${postId}`)
  }

  token(userId: string, { sessionKey = newId(), expiresAt, key = KEY }: TokenOptions = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const exp = expiresAt === undefined ? now + 3600 : Math.floor(expiresAt.getTime() / 1000)
    return new SignJWT({ userId, wallet: 'w', sid: sessionKey })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(userId)
      .setIssuedAt(now)
      .setExpirationTime(exp)
      .sign(key)
  }

  async authenticate(token: string) {
    try {
      const { payload } = await jwtVerify(token, KEY, { algorithms: ['HS256'] })
      const userId = String(payload.userId)
      const sessionKey = String(payload.sid)
      if (!this.users.has(userId)) return { ok: false, reason: 'unknown_user', userId } as const
      if (this.endedSessions.has(sessionKey)) return { ok: false, reason: 'session_ended', userId } as const
      await this.gate
      const expiresAt = new Date((payload.exp ?? 0) * 1000)
      return { ok: true, userId, wallet: 'w', sessionKey, expiresAt } as const
    } catch {
      return { ok: false, reason: 'invalid_token' } as const
    }
  }

  async readRight(userId: string, channel: string): Promise<Right | null> {
    const { kind, subject } = splitChannel(channel)
    // What is known now is the answer, however long it is on its way.
    const right = this.rights.get(`${userId} ${subject}`) ?? { full: false, until: null }
    const known = kind === 'post' ? this.posts : this.creators
    const answer = known.has(subject) ? right : null
    this.rightsRead += 1
    await this.gate
    return answer
  }

  async findEnded(sessions: readonly NamedSession[]) {
    const over = sessions.filter(
      ({ userId, sessionKey }) => this.endedSessions.has(sessionKey) || !this.users.has(userId),
    )
    return new Set(over.map(({ sessionKey }) => sessionKey))
  }
}

interface LogLine {
  level: string
  fields: object
  message: string
}

export interface TestServer {
  db: Database
  authorization: TestAuthorization
  realtime: Realtime
  url: string
  log: LogLine[]
  /** Replaces what the socket is told after a commit; null gives it back. */
  intercept(take: ((events: readonly FonanaEvent[]) => void) | null): void
  /** Tells the socket of events, as a commit does. */
  publish(events: readonly FonanaEvent[]): void
  stop(): Promise<void>
}

/**
 * A real HTTP server with the socket on `/ws`, on a real database. `beside` another one it shares that one's database
 * and users, as a second process would, and is told of commits only by its broker.
 */
export async function startTestServer(
  options: Partial<RealtimeOptions> = {},
  beside?: TestServer,
): Promise<TestServer> {
  const { db, authorization, release } = beside ? { ...beside, release: async () => {} } : await ownParts()
  const log: LogLine[] = []
  const write = (level: string) => (fields: object, message: string) => log.push({ level, fields, message })
  const broker = options.broker ?? new MemoryBroker()
  let interceptor: ((events: readonly FonanaEvent[]) => void) | null = null
  const stopListening = beside
    ? () => {}
    : db.onCommit((events) => (interceptor === null ? broker.publish(events) : interceptor(events)))
  const realtime = new Realtime({
    db,
    broker,
    authorization,
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    origins: new Set([OWN_ORIGIN]),
    trustProxy: false,
    rateLimit: true,
    ...options,
  })
  const http = createServer().on('upgrade', (request, socket, head) =>
    realtime.handleUpgrade(request, socket, head),
  )
  await listen(http)
  return {
    db,
    authorization,
    realtime,
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/ws`,
    log,
    intercept(take) {
      interceptor = take
    },
    publish: (events) => broker.publish(events),
    async stop() {
      await realtime.close()
      await new Promise((resolve) => http.close(resolve))
      stopListening()
      await release()
    },
  }
}

async function ownParts() {
  const { env, remove } = await createTestDatabase()
  const db = await openDatabase({ url: env.DATABASE_URL, folder: env.DATA_DIR ?? '' })
  return {
    db,
    authorization: new TestAuthorization(),
    async release() {
      await db.close()
      await remove()
    },
  }
}

function listen(http: Server): Promise<void> {
  return new Promise((resolve) => http.listen(0, '127.0.0.1', resolve))
}

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of a frame is what it says about it
export type AnyFrame = any

/** A client that keeps what it was sent, in order. */
export class TestClient {
  readonly ws: WebSocket
  readonly closed: Promise<{ code: number; reason: string }>
  readonly #frames: AnyFrame[] = []
  #wake = () => {}

  constructor(
    url: string,
    options: { headers?: Record<string, string>; protocols?: string[]; origin?: string } = {},
  ) {
    const { headers = {}, protocols = [], origin } = options
    this.ws = new WebSocket(url, protocols, { headers, ...(origin === undefined ? {} : { origin }) })
    this.ws.on('error', () => {})
    this.ws.on('message', (data) => {
      this.#frames.push(decodeJson(data.toString()))
      this.#wake()
    })
    this.closed = new Promise((resolve) => {
      this.ws.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() })
        this.#wake()
      })
    })
  }

  send(frame: unknown): void {
    this.ws.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  /** The next frame; fails when the socket closes or nothing comes. */
  async next(): Promise<AnyFrame> {
    const deadline = Date.now() + WAIT_MS
    while (this.#frames.length === 0) {
      if (this.ws.readyState === WebSocket.CLOSED) throw new Error('closed while a frame was waited for')
      if (Date.now() > deadline) throw new Error('no frame came')
      await this.#change(deadline)
    }
    return this.#frames.shift()
  }

  async nextOf(type: string): Promise<AnyFrame> {
    for (;;) {
      const frame = await this.next()
      if (frame.type === type) return frame
    }
  }

  async ask(frame: unknown): Promise<AnyFrame> {
    this.send(frame)
    return this.next()
  }

  /** What has come and was not taken; what the server sent before this call is complete. */
  async drain(): Promise<AnyFrame[]> {
    this.send({ type: 'ping' })
    const frames: AnyFrame[] = []
    for (let frame = await this.next(); frame.type !== 'pong'; frame = await this.next()) frames.push(frame)
    return frames
  }

  /** Everything that came until the socket closed. */
  async untilClosed(): Promise<{ code: number; reason: string; frames: AnyFrame[] }> {
    const close = await this.closed
    return { ...close, frames: this.#frames.splice(0) }
  }

  #change(deadline: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, deadline - Date.now())
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

/** A client of this user that has had its `connected`. */
export async function connectAs(
  server: TestServer,
  userId: string,
  options: TokenOptions = {},
): Promise<TestClient> {
  const token = await server.authorization.token(userId, options)
  const client = new TestClient(server.url, { headers: { authorization: `Bearer ${token}` } })
  const first = await client.next()
  if (first.type !== 'connected') throw new Error(`first frame: ${JSON.stringify(first)}`)
  return client
}

/** Commits one event whose count tells it apart, of a type that is never merged. */
export function emitCount(db: Database, postId: string, commentsCount: number): Promise<void> {
  return db.transact(async (tx) => {
    tx.emit('comment_deleted', { postId, commentId: postId, commentsCount }, { authorId: postId })
  })
}

/** Commits one like. */
export function emitLike(db: Database, postId: string, likesCount: number, userId = postId): Promise<void> {
  return db.transact(async (tx) => {
    tx.emit('post_liked', { postId, userId, likesCount }, { authorId: postId })
  })
}

/** Commits one comment by a stranger to both. */
export function emitComment(db: Database, postId: string, authorId: string, body: string): Promise<void> {
  const commentId = newId()
  const author = { id: authorId, handle: null, displayName: 'Somebody', avatarId: null }
  const comment = { id: commentId, author, body, parentId: null, createdAt: new Date().toISOString() }
  return db.transact(async (tx) => {
    tx.emit('comment_added', { postId, commentId, commentsCount: 1, comment }, { authorId })
  })
}
