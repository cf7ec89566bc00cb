import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { PublicEvent } from '@/lib/client/cache/reactions'
import type { Signal } from '@/lib/client/socket/browser-signals'
import type { Link, LinkListener } from '@/lib/client/socket/link'
import { RealtimeSocket, type SocketOptions } from '@/lib/client/socket/socket'
import { topPosition } from '@/lib/db/event-log'
import { newId } from '@/lib/db/ids'
import { formatPosition } from '@/lib/schema/positions'
import { SUBPROTOCOL } from '@/lib/schema/socket-protocol'
import {
  connectAs,
  emitCount,
  startTestServer,
  type TestServer,
} from '@/tests/support/realtime/realtime-server'

/** How long a token lasts here. */
const HOUR_MS = 3_600_000

let server: TestServer
let userId: string
let postId: string
let page: TestPage

beforeAll(async () => {
  server = await startTestServer({ timing: { tickMs: 50, reconnectWindowMs: 100 } })
  return () => server.stop()
})
beforeEach(() => {
  userId = server.authorization.addUser()
  postId = server.authorization.addPost()
  page = new TestPage()
})
afterEach(() => {
  page.socket.stop()
  vi.useRealTimers()
})

/** What a page has around its connection. */
class TestPage {
  readonly events: PublicEvent[] = []
  readonly gaps: string[] = []
  readonly statuses: string[] = []
  readonly sessionKey = newId()
  signedIn = true
  sessionChecks = 0
  renewals = 0
  online = true
  onSignal: (signal: Signal) => void = () => {}
  readonly sockets: WebSocket[] = []
  readonly sent: string[] = []
  /** Types of the frames that came. */
  readonly heard: string[] = []

  readonly socket = new RealtimeSocket({
    connect: () => ({ open: (listener) => this.#open(listener), close: () => {} }),
    signals: {
      isOnline: () => this.online,
      isVisible: () => true,
      listen: (onSignal) => {
        this.onSignal = onSignal
        return () => {
          this.onSignal = () => {}
        }
      },
    },
    onEvent: (event) => this.events.push(event),
    onGap: (channel) => this.gaps.push(channel),
    checkSession: async () => {
      this.sessionChecks += 1
      return this.signedIn
    },
    renewToken: async () => {
      this.renewals += 1
      return server.authorization.token(userId)
    },
    // No jitter: tries come as soon as they may.
    random: () => 0,
  } satisfies SocketOptions)

  token = ''

  constructor() {
    this.socket.onStatus(() => this.statuses.push(this.socket.status))
  }

  async start(): Promise<void> {
    this.token = await server.authorization.token(userId, { sessionKey: this.sessionKey })
    this.socket.start(userId)
    await this.untilLive()
  }

  #open(listener: LinkListener): Link {
    const { token } = this
    const ws = new WebSocket(server.url, [SUBPROTOCOL, `bearer.${token}`])
    this.sockets.push(ws)
    ws.on('error', () => {})
    ws.on('message', (data) => {
      this.heard.push((JSON.parse(data.toString()) as { type: string }).type)
      listener.onText(data.toString())
    })
    ws.on('close', (code) => listener.onClose(code))
    return {
      send: (text) => {
        this.sent.push(text)
        ws.send(text)
      },
      close: () => ws.close(),
    }
  }

  untilLive(): Promise<void> {
    return vi.waitFor(() => expect(this.socket.status).toBe('live'), { timeout: 5_000 })
  }

  /** The network breaks without a word. */
  cut(): void {
    this.sockets.at(-1)?.terminate()
  }

  counts(): number[] {
    return this.events.flatMap((event) =>
      event.type === 'comment_deleted' ? [event.data.commentsCount] : [],
    )
  }

  async untilCounts(expected: number[]): Promise<void> {
    await vi.waitFor(() => expect(this.counts()).toEqual(expected), { timeout: 5_000 })
  }
}

const channel = () => `post:${postId}`
const top = async () => formatPosition(await topPosition(server.db.read, channel()))
const like = (count: number) => emitCount(server.db, postId, count)

describe('a page that stays connected', () => {
  it('is connecting, then live, and signed out after the stop', async () => {
    await page.start()
    page.socket.stop()
    expect(page.statuses).toEqual(['connecting', 'live', 'signed-out'])
  })

  it('hears what happened between its reading and its subscribing, and what comes after', async () => {
    await like(1)
    const since = await top()
    await like(2)
    await page.start()
    page.socket.subscribe(channel(), since)
    await page.untilCounts([2])
    await like(3)
    await page.untilCounts([2, 3])
    expect(page.gaps).toEqual([])
  })

  it('subscribes to what was asked for before it was connected', async () => {
    page.socket.subscribe(channel(), '0.0')
    await page.start()
    await like(1)
    await page.untilCounts([1])
  })

  it('reports a gap when it does not know what the data shows', async () => {
    await page.start()
    page.socket.subscribe(channel())
    await vi.waitFor(() => expect(page.gaps).toEqual([channel()]), 5_000)
    page.socket.subscribe('post:of-nobody', 'zz.1')
    expect(page.gaps).toEqual([channel()])
  })

  it('hears again what lies between older data and now, for the whole page', async () => {
    await page.start()
    page.socket.subscribe(channel(), '0.0')
    await like(1)
    await page.untilCounts([1])
    const older = await top()
    await like(2)
    await page.untilCounts([1, 2])
    page.socket.subscribe(channel(), older)
    await page.untilCounts([1, 2, 2])
    page.socket.catchUp(channel(), older)
    await page.untilCounts([1, 2, 2, 2])
    page.socket.catchUp(channel(), await top())
    await like(3)
    await page.untilCounts([1, 2, 2, 2, 3])
  })

  it('asks for a channel once, however many want it', async () => {
    await page.start()
    const stops = [1, 2, 3].map(() => page.socket.subscribe(channel(), '0.0'))
    await like(1)
    await page.untilCounts([1])
    expect(page.sent.filter((text) => text.includes('"subscribe"'))).toHaveLength(1)
    stops[0]?.()
    stops[0]?.()
    stops[1]?.()
    await like(2)
    await page.untilCounts([1, 2])
  })
})

describe('a page that is cut off', () => {
  it('[G2] comes back by itself and has lost and doubled nothing', async () => {
    await page.start()
    page.socket.subscribe(channel(), '0.0')
    await like(1)
    await page.untilCounts([1])
    page.cut()
    await vi.waitFor(() => expect(page.statuses).toContain('reconnecting'), 5_000)
    await like(2)
    await like(3)
    await page.untilLive()
    await like(4)
    await page.untilCounts([1, 2, 3, 4])
    expect(page.gaps).toEqual([])
    expect(page.statuses).toEqual(['connecting', 'live', 'reconnecting', 'live'])
  })

  it('waits while there is no network and comes back with it', async () => {
    await page.start()
    page.socket.subscribe(channel(), '0.0')
    page.online = false
    page.onSignal('offline')
    expect(page.socket.status).toBe('offline')
    await like(1)
    expect(page.sockets).toHaveLength(1)
    page.online = true
    page.onSignal('online')
    await page.untilCounts([1])
  })

  it('is live where the browser believes to be offline and the server answers', async () => {
    page.online = false
    await page.start()
    page.onSignal('offline')
    expect(page.socket.status).toBe('offline')
    await page.untilLive()
  })

  it('looks whether the connection lives when the page is seen again', async () => {
    await page.start()
    page.onSignal('visible')
    expect(page.sent.at(-1)).toBe('{"type":"ping"}')
  })

  it('reads again after a gap that the server cannot fill', async () => {
    await page.start()
    page.socket.subscribe(channel(), 'zzzz.5')
    await vi.waitFor(() => expect(page.gaps).toEqual([channel()]), 5_000)
    await like(1)
    await page.untilCounts([1])
  })
})

describe('a page whose session ends', () => {
  const end = () =>
    server.db.transact(async (tx) => tx.emit('session_ended', { sessionKey: page.sessionKey }, {}))

  it('stops when there is no session any more', async () => {
    await page.start()
    page.signedIn = false
    await end()
    await vi.waitFor(() => expect(page.socket.status).toBe('signed-out'), 5_000)
    expect(page.sessionChecks).toBe(1)
    expect(page.sockets).toHaveLength(1)
  })

  it('goes on when there is one', async () => {
    await page.start()
    page.token = await server.authorization.token(userId)
    await end()
    await vi.waitFor(() => expect(page.sockets).toHaveLength(2), 5_000)
    await page.untilLive()
    expect(page.sessionChecks).toBe(1)
  })

  it('renews its token before the end and is not interrupted', async () => {
    await page.start()
    const notRenewed = await connectAs(server, userId)
    const end = Date.now() + HOUR_MS
    vi.setSystemTime(end - 4 * 60_000)
    page.onSignal('visible')
    await vi.waitFor(() => expect(page.heard).toContain('authenticated'), { timeout: 8_000 })
    vi.setSystemTime(end)
    expect(await notRenewed.closed).toMatchObject({ reason: 'Token expired' })
    expect(page.renewals).toBe(1)
    expect(page.sockets).toHaveLength(1)
    expect(page.socket.status).toBe('live')
  })

  it('finds out that somebody else is signed in, and hears nothing of theirs', async () => {
    const stranger = server.authorization.addUser()
    page.token = await server.authorization.token(stranger)
    page.socket.start(userId)
    await vi.waitFor(() => expect(page.sessionChecks).toBe(1), 5_000)
    expect(page.statuses).not.toContain('live')
  })
})
