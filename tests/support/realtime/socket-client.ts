import { WebSocket } from 'ws'
import type { ChannelRef } from '@/lib/schema/channels'
import { decodeJson } from '@/lib/schema/json'
import type { Person } from '@/tests/support/app/people'
import type { TestApp } from '@/tests/support/app/start-app'

const DEADLINE_MS = 15_000

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of a frame is what it says about it
type AnyFrame = any

export interface ConnectOptions {
  headers?: Record<string, string>
  protocols?: string[]
  query?: string
}

/** A socket that keeps every frame it was sent, in order, and takes them one after the other. */
export class SocketClient {
  readonly ws: WebSocket
  readonly closed: Promise<{ code: number; reason: string }>
  /** Everything that ever came. */
  readonly all: AnyFrame[] = []
  /** The same as it was on the wire: what must not be in it is looked for here. */
  text = ''
  #taken = 0
  #wake = () => {}

  constructor(url: string, { headers = {}, protocols = [], query = '' }: ConnectOptions = {}) {
    this.ws = new WebSocket(url + query, protocols, { headers })
    this.ws.on('error', () => {})
    this.ws.on('message', (data) => {
      const text = data.toString()
      this.text += text
      this.all.push(decodeJson(text))
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

  /** The next frame of this type that `fits`, leaving out what comes before; fails when none comes in time. */
  async next(type: string, fits: (frame: AnyFrame) => boolean = () => true): Promise<AnyFrame> {
    const deadline = Date.now() + DEADLINE_MS
    for (;;) {
      while (this.#taken < this.all.length) {
        const frame = this.all[this.#taken]
        this.#taken += 1
        if (frame.type === type && fits(frame)) return frame
      }
      const seen = this.all.map((frame) => frame.type).join(', ')
      if (this.ws.readyState === WebSocket.CLOSED)
        throw new Error(`closed before ${type} came; seen: ${seen}`)
      if (Date.now() >= deadline) throw new Error(`no ${type} came; seen: ${seen}`)
      await this.#change(deadline - Date.now())
    }
  }

  /** Subscribes and waits for the answer. */
  async subscribe(channel: ChannelRef, since?: string): Promise<AnyFrame> {
    this.send({ type: 'subscribe', channel, since })
    return this.next('subscribed')
  }

  /**
   * All events that came so far, with everything that the server had sent before this call. A comment that waits for
   * the rights of its reader may still be under way: that one is waited for with `next`.
   */
  async events(): Promise<AnyFrame[]> {
    this.send({ type: 'ping' })
    await this.next('pong')
    return this.all.filter((frame) => 'position' in frame)
  }

  isOpen(): boolean {
    return this.ws.readyState === WebSocket.OPEN
  }

  close(): void {
    this.ws.close()
  }

  #change(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

/** A socket of this person that has had its `connected`, subscribed to these channels. */
export async function connect(
  app: TestApp,
  person: Person,
  ...channels: ChannelRef[]
): Promise<SocketClient> {
  const client = new SocketClient(app.wsUrl, { headers: { authorization: `Bearer ${person.token}` } })
  await client.next('connected')
  for (const channel of channels) await client.subscribe(channel)
  return client
}
