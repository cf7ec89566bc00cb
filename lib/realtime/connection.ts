import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { ServerFrame } from '@/lib/schema/frames'
import { CLOSE } from '@/lib/schema/socket-protocol'
import type { Session } from './authorization'
import { encodeFrame } from './event-frame'
import type { FrameBudget } from './frame-budget'
import { Outbox, type Transport } from './outbox'
import type { Subscriber, Subscription } from './subscription'

/** A client whose frames wait for more than this is not read from until they are done. */
const INBOX_BYTES = 64 * 1024

const TEXT = { binary: false, compress: false }

export interface Message {
  data: Buffer
  isBinary: boolean
}

/** What a connection asks of the server it belongs to; one object for all connections. */
export interface ConnectionOwner {
  /** Handles one frame; the next one waits until it is done. */
  handle(connection: Connection, message: Message): void | Promise<void>
  failed(connection: Connection, error: unknown): void
  /** The connection is gone. */
  forget(connection: Connection): void
}

/**
 * One socket. Its frames are handled one after the other, and none before the token was accepted: until then they
 * wait in the inbox.
 */
export class Connection implements Subscriber, Transport {
  readonly id = randomUUID()
  readonly openedAt = Date.now()
  readonly outbox: Outbox = new Outbox(this)
  readonly subscriptions = new Map<string, Subscription>()
  /** Heard from since the last heartbeat. */
  alive = true
  #session: Session | null = null
  #inbox: Message[] = []
  #inboxBytes = 0
  #working = false
  #closed = false

  constructor(
    private readonly ws: WebSocket,
    private readonly socket: Duplex,
    private readonly owner: ConnectionOwner,
    /** Which of the server's ticks sends the heartbeat of this connection. */
    readonly slot: number,
    /** Null: no limit. */
    readonly budget: FrameBudget | null,
  ) {}

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

  get ready(): boolean {
    return this.socket.writableLength === 0 || !this.socket.writableNeedDrain
  }

  write(frames: readonly Buffer[]): void {
    this.socket.cork()
    for (const frame of frames) this.ws.send(frame, TEXT)
    this.socket.uncork()
  }

  send(frame: ServerFrame): void {
    this.outbox.answer(encodeFrame(frame))
  }

  /** The token was accepted: what came before is handled now. */
  open(session: Session): void {
    this.#session = session
    void this.#work()
  }

  receive(message: Message): void {
    this.alive = true
    if (this.#closed) return
    this.#inbox.push(message)
    this.#inboxBytes += message.data.length
    if (this.#inboxBytes > INBOX_BYTES) this.ws.pause()
    if (this.#session !== null && !this.#working) void this.#work()
  }

  ping(): void {
    this.ws.ping()
  }

  close(code: number, reason: string): void {
    if (this.#closed) return
    this.#closed = true
    this.#inbox = []
    this.outbox.end()
    this.ws.resume()
    this.ws.close(code, reason)
  }

  /** The socket is closed, by whomever. */
  wasClosed(): void {
    this.#closed = true
    this.#inbox = []
    this.outbox.discard()
    this.owner.forget(this)
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
    this.#closed = true
    this.outbox.discard()
    this.ws.terminate()
  }

  async #work(): Promise<void> {
    this.#working = true
    try {
      for (let message = this.#inbox.shift(); message; message = this.#inbox.shift()) {
        const handling = this.owner.handle(this, message)
        if (handling !== undefined) await handling
      }
    } catch (error) {
      this.owner.failed(this, error)
    }
    this.#working = false
    this.#inboxBytes = 0
    if (this.ws.isPaused) this.ws.resume()
  }
}
