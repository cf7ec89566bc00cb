import { BROKEN, type Link, type LinkListener } from '@/lib/client/socket/link'
import type { ServerFrame } from '@/lib/schema/frames'
import { CLOSE } from '@/lib/schema/socket-protocol'
import { HubChannels } from './hub-channels'

export interface HubOptions {
  /** Whose events these are: of nobody else any are passed on. */
  userId: string
  open: (listener: LinkListener) => Link
  /** Members are named by ids of the caller's. */
  deliver: (ids: readonly string[], text: string) => void
  end: (ids: readonly string[], code: number) => void
}

type Routed = ServerFrame | { type: 'event'; channel: string; position: string }

/**
 * One connection for many members, each of which speaks as if it had it alone. It holds the union of their channels,
 * and knows of each member how far it has heard: what comes again for one is not repeated to the others. It sets no
 * timer, for those of a page in the background are late: members look whether it answers.
 */
export class LinkHub {
  readonly #options: HubOptions
  readonly #members = new Set<string>()
  readonly #channels: HubChannels
  readonly #pinging = new Set<string>()
  #link: Link | null = null
  #connected: Connected | null = null
  /** Something was asked and nothing has come since. */
  #isAsked = false

  constructor(options: HubOptions) {
    this.#options = options
    this.#channels = new HubChannels((frame) => this.#send(frame), options.deliver)
  }

  join(id: string): void {
    this.#members.add(id)
    if (this.#connected !== null) this.#options.deliver([id], JSON.stringify(this.#connected))
    else this.#link ??= this.#open()
  }

  /** `dead`: the member has waited in vain for an answer. If nobody had any, the connection is given up. */
  leave(id: string, dead = false): void {
    if (!this.#members.delete(id)) return
    this.#pinging.delete(id)
    this.#channels.leave(id)
    if (this.#members.size === 0) this.close()
    else if (dead && (this.#isAsked || this.#connected === null)) this.#fail(BROKEN)
  }

  /** What a member says. */
  receive(id: string, text: string): void {
    if (!this.#members.has(id) || this.#link === null) return
    const frame = JSON.parse(text)
    switch (frame.type) {
      case 'subscribe':
        this.#channels.subscribe(id, frame.channel, frame.since)
        return
      case 'unsubscribe':
        this.#channels.unsubscribe(id, frame.channel)
        return
      case 'ping':
        this.#pinging.add(id)
        if (this.#isAsked) return
        this.#isAsked = true
        this.#send(frame)
        return
      default:
        this.#send(frame)
        return
    }
  }

  close(): void {
    this.#link?.close()
    this.#forget()
  }

  #open(): Link {
    // A connection that was let go of may still speak.
    const link = this.#options.open({
      onText: (text) => {
        if (this.#link === link) this.#hear(text)
      },
      onClose: (code) => {
        if (this.#link === link) this.#fail(code)
      },
    })
    return link
  }

  #hear(text: string): void {
    this.#isAsked = false
    const frame = JSON.parse(text) as Routed
    switch (frame.type) {
      case 'connected':
        // Somebody else has signed in since: each page finds out who.
        if (frame.data.userId !== this.#options.userId) {
          this.#fail(CLOSE.refused)
          return
        }
        this.#connected = frame
        this.#deliverToAll(text)
        return
      case 'authenticated':
        if (this.#connected !== null) this.#connected.data.expiresAt = frame.data.expiresAt
        this.#deliverToAll(text)
        return
      case 'pong':
        this.#options.deliver([...this.#pinging], text)
        this.#pinging.clear()
        return
      case 'unsubscribed':
        // There is room for one more channel.
        this.#deliverToAll(text)
        return
      case 'subscribed':
        this.#channels.onSubscribed(frame.channel, frame.data, text)
        return
      case 'resync':
        this.#channels.onResync(frame.channel, frame.position, text)
        return
      case 'error':
        if (frame.data.channel !== undefined) {
          this.#channels.onRefused(frame.data.channel, text)
          return
        }
        // Which question has got no answer is not said: all are asked again, on a new connection.
        if (frame.data.code === 'rate_limited') {
          this.#fail(CLOSE.tryLater)
          return
        }
        this.#deliverToAll(text)
        return
      default:
        if ('position' in frame) this.#channels.onEvent(frame.channel, frame.position, text)
    }
  }

  #fail(code: number): void {
    const ids = [...this.#members]
    this.#link?.close(code === BROKEN)
    this.#forget()
    this.#options.end(ids, code)
  }

  #forget(): void {
    this.#link = null
    this.#connected = null
    this.#isAsked = false
    this.#members.clear()
    this.#pinging.clear()
    this.#channels.clear()
  }

  #send(frame: object): void {
    this.#link?.send(JSON.stringify(frame))
  }

  #deliverToAll(text: string): void {
    this.#options.deliver([...this.#members], text)
  }
}

type Connected = Extract<ServerFrame, { type: 'connected' }>
