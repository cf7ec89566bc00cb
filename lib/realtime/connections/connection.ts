import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { Session } from '@/lib/realtime/authorization'
import type { Subscriber, Subscription } from '@/lib/realtime/channels/subscription'
import type { Message } from '@/lib/realtime/frames/client-frame'
import { encodeFrame } from '@/lib/realtime/frames/event-frame'
import { Outbox, type Transport } from '@/lib/realtime/frames/outbox'
import { countOne, type RealtimeStats } from '@/lib/realtime/stats'
import type { ServerFrame } from '@/lib/schema/frames'
import { CLOSE } from '@/lib/schema/socket-protocol'
import type { Address } from './addresses'
import type { FrameBudget } from './frame-budget'
import { currentTurn } from './turns'

/** A client whose frames wait for more than this is not read from until they are done. */
const INBOX_BYTES = 64 * 1024
/** So many frames of one client are handled in one turn of the event loop; then it is the others' turn. */
const FRAMES_PER_TURN = 20
/** What the library calls the end of a connection without a closing frame. */
const WITHOUT_CLOSING = 1006

/** What a connection asks of the server it belongs to; one object for all connections. */
export interface ConnectionOwner {
  readonly stats: RealtimeStats
  /** Handles one frame; the next one waits until it is done. */
  handle(connection: Connection, message: Message): void | Promise<void>
  failed(connection: Connection, error: unknown): void
  /** The connection is gone. */
  forget(connection: Connection): void
}

interface ConnectionOptions {
  ws: WebSocket
  socket: Socket
  owner: ConnectionOwner
  /** Which of the server's ticks sends the heartbeat of this connection. */
  slot: number
  /** Null: no limit. */
  budget: FrameBudget | null
  /** Null: not counted. */
  address: Address | null
}

/**
 * One socket. Its frames are handled one after the other, and none before the token was accepted: until then they
 * wait in the inbox. What it is sent goes past the library, as whole frames; the library itself writes pongs, pings
 * and the closing frame, each whole as well, to the same socket.
 */
export class Connection implements Subscriber, Transport {
  readonly #ws: WebSocket
  readonly #socket: Socket
  readonly #owner: ConnectionOwner
  readonly slot: number
  readonly budget: FrameBudget | null
  readonly address: Address | null
  readonly id = randomUUID()
  readonly openedAt = Date.now()
  readonly outbox: Outbox = new Outbox(this)
  readonly subscriptions = new Map<string, Subscription>()
  #session: Session | null = null
  #inbox: Message[] | null = null
  #inboxBytes = 0
  #working = false
  #closed = false
  #awaitsDrain = false
  #turn = -1
  #handledInTurn = 0
  #bytesAtHeartbeat = -1

  constructor({ ws, socket, owner, slot, budget, address }: ConnectionOptions) {
    this.#ws = ws
    this.#socket = socket
    this.#owner = owner
    this.slot = slot
    this.budget = budget
    this.address = address
  }

  /** Null until the token was accepted. */
  get session(): Session | null {
    return this.#session
  }

  /** Renews the session. */
  set session(session: Session) {
    this.#session = session
  }

  get closed(): boolean {
    return this.#closed
  }

  get stats(): RealtimeStats {
    return this.#owner.stats
  }

  get ready(): boolean {
    return this.#socket.writableLength === 0 || !this.#socket.writableNeedDrain
  }

  write(bytes: Buffer, events: number): void {
    // After a closing frame, ours or the answer to theirs, nothing may follow.
    if (this.#ws.readyState !== WebSocket.OPEN) return
    this.#socket.write(bytes)
    const { stats } = this.#owner
    stats.deliveries += events
    stats.bytesOut += bytes.length
  }

  /** Listens for the moment only where there is one to wait for: most sockets never need it. */
  flushWhenReady(): void {
    if (this.#awaitsDrain) return
    this.#awaitsDrain = true
    this.#socket.once('drain', () => {
      this.#awaitsDrain = false
      this.outbox.flush()
    })
  }

  send(frame: ServerFrame): void {
    this.outbox.answer(encodeFrame(frame))
  }

  /** The token was accepted: what came before is handled now. */
  open(session: Session): void {
    this.#session = session
    if (this.#inbox !== null) void this.#work()
  }

  receive(message: Message): void {
    if (this.#closed) return
    this.#owner.stats.framesIn += 1
    this.#inbox ??= []
    this.#inbox.push(message)
    this.#inboxBytes += message.data.length
    if (this.#inboxBytes > INBOX_BYTES) this.#ws.pause()
    if (this.#session !== null && !this.#working) void this.#work()
  }

  /** Asks for a sign of life. Who has sent nothing since it was last asked, not even the pong, is ended. */
  beat(): void {
    const { bytesRead } = this.#socket
    if (bytesRead === this.#bytesAtHeartbeat) {
      this.terminate()
    } else {
      this.#bytesAtHeartbeat = bytesRead
      this.#ws.ping()
    }
  }

  close(code: number, reason: string): void {
    if (this.#closed) return
    this.#markClosed(code)
    this.outbox.end()
    this.#ws.resume()
    this.#ws.close(code, reason)
  }

  /** The socket is closed, by whomever. */
  wasClosed(code: number): void {
    this.#markClosed(code)
    this.outbox.discard()
    this.#owner.forget(this)
  }

  overflow(): void {
    this.abandon('Too slow')
  }

  abandon(reason: string): void {
    this.outbox.discard()
    this.close(CLOSE.tryLater, reason)
  }

  /** Ends the transport without a closing frame. */
  terminate(): void {
    this.#markClosed(WITHOUT_CLOSING)
    this.outbox.discard()
    this.#ws.terminate()
  }

  #markClosed(code: number): void {
    if (this.#closed) return
    this.#closed = true
    this.#inbox = null
    countOne(this.#owner.stats.closes, code)
  }

  async #work(): Promise<void> {
    this.#working = true
    try {
      for (let message = this.#inbox?.shift(); message; message = this.#inbox?.shift()) {
        const handling = this.#owner.handle(this, message)
        if (handling !== undefined) await handling
        if (this.#hadItsTurn()) await nextTurn()
      }
    } catch (error) {
      this.#owner.failed(this, error)
    }
    this.#working = false
    this.#inboxBytes = 0
    this.#inbox = null
    if (this.#ws.isPaused) this.#ws.resume()
  }

  #hadItsTurn(): boolean {
    const turn = currentTurn()
    if (turn !== this.#turn) {
      this.#turn = turn
      this.#handledInTurn = 0
    }
    this.#handledInTurn += 1
    return this.#handledInTurn >= FRAMES_PER_TURN
  }
}
