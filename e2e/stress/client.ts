import { WebSocket } from 'ws'
import type { Random } from './random'

export interface Frame {
  type: string
  channel?: string
  position?: string
  data?: Record<string, unknown>
}

/** What a client knows of one channel. */
export interface Heard {
  position: string | null
  offset: number
  /** Events as they came. */
  events: { offset: number; frame: Frame }[]
  /** Spans of offsets, without their ends, that the server said it left out. */
  excused: { after: number; upTo: number }[]
  /** Doubled, or out of order. */
  wrong: string[]
  isSubscribed: boolean
}

const RETRY_MS = 300

/** A reader who comes back whatever happens, with positions, and writes down everything. */
export class StressClient {
  readonly channels = new Map<string, Heard>()
  /** Set when the session was ended on purpose: then it is to be refused. */
  signedOut = false
  refused = false
  recovered = 0
  unrecovered = 0
  resyncs = 0
  #ws: WebSocket | null = null
  #isStopped = false

  readonly userId: string
  private readonly token: string
  private readonly addresses: () => string[]
  private readonly random: Random

  constructor(userId: string, token: string, addresses: () => string[], random: Random) {
    this.userId = userId
    this.token = token
    this.addresses = addresses
    this.random = random
  }

  connect(): void {
    if (this.#isStopped || this.refused) return
    const ws = new WebSocket(this.random.pick(this.addresses()), {
      headers: { authorization: `Bearer ${this.token}` },
      handshakeTimeout: 5_000,
    })
    this.#ws = ws
    ws.on('error', () => {})
    ws.on('message', (data) => {
      if (ws === this.#ws) this.#hear(JSON.parse(String(data)) as Frame)
    })
    ws.on('close', (code) => {
      if (ws !== this.#ws) return
      this.#ws = null
      for (const heard of this.channels.values()) heard.isSubscribed = false
      if (code === 1008 && this.signedOut) this.refused = true
      setTimeout(() => this.connect(), this.random.next() * RETRY_MS)
    })
  }

  get isLive(): boolean {
    return this.#ws?.readyState === WebSocket.OPEN
  }

  follow(channel: string): void {
    if (!this.channels.has(channel)) {
      this.channels.set(channel, {
        position: null,
        offset: 0,
        events: [],
        excused: [],
        wrong: [],
        isSubscribed: false,
      })
    }
    this.#ask(channel)
  }

  /** Says something that is not in the protocol. */
  babble(): void {
    const nonsense = [
      '{',
      '[]',
      '{"type":7}',
      '{"type":"subscribe"}',
      '{"type":"no"}',
      'null',
      '\u0000',
      '"x"',
    ]
    this.#send(this.random.pick(nonsense))
  }

  /** A frame that is too long, which costs the connection. */
  shout(): void {
    this.#send(JSON.stringify({ type: 'ping', pad: 'x'.repeat(20_000) }))
  }

  /** Reads nothing for a while. */
  stall(ms: number): void {
    const ws = this.#ws
    if (ws?.readyState !== WebSocket.OPEN) return
    ws.pause()
    setTimeout(() => ws.resume(), ms)
  }

  /** Lets go of the connection, politely or not, and comes back. */
  drop(): void {
    if (this.random.chance(0.5)) this.#ws?.terminate()
    else this.#ws?.close()
  }

  stop(): void {
    this.#isStopped = true
    this.#ws?.terminate()
  }

  #ask(channel: string): void {
    const since = this.channels.get(channel)?.position
    this.#send(JSON.stringify({ type: 'subscribe', channel, ...(since ? { since } : {}) }))
  }

  #send(text: string): void {
    if (this.isLive) this.#ws?.send(text)
  }

  #hear(frame: Frame): void {
    if (frame.type === 'connected') for (const channel of this.channels.keys()) this.#ask(channel)
    const heard = this.channels.get(frame.channel ?? '')
    if (heard === undefined) return
    if (frame.type === 'subscribed') {
      this.#onSubscribed(heard, frame)
      return
    }
    if (frame.type === 'unsubscribed' || frame.position === undefined) return
    const offset = offsetOf(frame.position)
    if (frame.type === 'resync') {
      this.resyncs += 1
      this.#jump(heard, frame.position)
      return
    }
    if (offset <= heard.offset) heard.wrong.push(`${frame.channel}: ${offset} after ${heard.offset}`)
    heard.offset = offset
    heard.position = frame.position
    heard.events.push({ offset, frame })
  }

  #onSubscribed(heard: Heard, frame: Frame): void {
    heard.isSubscribed = true
    const { position, recovered } = frame.data as { position: string; recovered: boolean }
    if (recovered) this.recovered += 1
    else {
      if (heard.position !== null) this.unrecovered += 1
      this.#jump(heard, position)
    }
  }

  #jump(heard: Heard, position: string): void {
    const upTo = offsetOf(position)
    if (upTo < heard.offset) heard.wrong.push(`went back to ${position} from ${heard.offset}`)
    heard.excused.push({ after: heard.offset, upTo })
    heard.offset = upTo
    heard.position = position
  }
}

function offsetOf(position: string): number {
  return Number(position.slice(position.indexOf('.') + 1))
}
