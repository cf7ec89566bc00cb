import type { PublicEvent } from '@/lib/client/cache/reactions'
import type { ClientFrame, ServerFrame, SocketErrorCode } from '@/lib/schema/frames'
import { ChannelBook } from './channel-book'

/** A page that leaves a channel often comes back to it, as from one screen to the next. */
const LINGER_MS = 2_000
const RETRY_REFUSED_MS = 1_000

interface ChannelSyncOptions {
  send: (frame: ClientFrame) => void
  onEvent: (event: PublicEvent) => void
  /** Events of the channel were missed: its data has to be read again. */
  onGap: (channel: string) => void
}

/** Picks up each channel where the data stands, on one connection after the other. */
export class ChannelSync {
  readonly #options: ChannelSyncOptions
  readonly #book = new ChannelBook()
  #isLive = false

  constructor(options: ChannelSyncOptions) {
    this.#options = options
  }

  /** There is a connection that can be spoken to. */
  connect(): void {
    this.#isLive = true
    for (const { channel } of this.#book.all()) this.#ask(channel)
  }

  disconnect(): void {
    this.#isLive = false
    this.#book.disconnect()
  }

  /** Hears a channel from `since` on, until the returned function is called. */
  subscribe(channel: string, since: string | undefined): () => void {
    if (this.#book.hold(channel, since)) this.#ask(channel)
    let released = false
    return () => {
      if (released) return
      released = true
      if (this.#book.release(channel)) setTimeout(() => this.#leave(channel), LINGER_MS)
    }
  }

  catchUp(channel: string, position: string): void {
    if (this.#book.rewind(channel, position)) this.#ask(channel)
  }

  onSubscribed(channel: string, { position, recovered, replayed }: Subscribed): void {
    const entry = this.#book.get(channel)
    if (entry === undefined) return
    if (entry.askAgain) {
      this.#askNow(channel)
      return
    }
    entry.state = 'subscribed'
    // What is replayed raises the position step by step: if the connection breaks in between, the rest comes again.
    if (!recovered || replayed === 0) entry.position = position
    if (!recovered) this.#options.onGap(channel)
  }

  onResync(channel: string, position: string): void {
    const entry = this.#book.get(channel)
    if (entry === undefined) return
    entry.position = position
    this.#options.onGap(channel)
  }

  onEvent(event: PublicEvent): void {
    const entry = this.#book.get(event.channel)
    // Before the answer it is from an earlier subscription: the answer brings it again, behind what lies before it.
    if (entry?.state !== 'subscribed') return
    entry.position = event.position
    this.#options.onEvent(event)
  }

  onRefused(channel: string, code: SocketErrorCode): void {
    const entry = this.#book.get(channel)
    if (entry === undefined) return
    entry.state = code === 'too_many_channels' ? 'refused' : 'idle'
    entry.askAgain = false
    // What it spoke of is gone, and the event that said so may have been missed.
    if (code === 'unknown_channel') this.#options.onGap(channel)
  }

  /** It was not said what was refused: whatever has no answer is asked for again, a little later. */
  onRateLimited(): void {
    setTimeout(() => {
      for (const entry of this.#book.all()) if (entry.state === 'asked') this.#askNow(entry.channel)
    }, RETRY_REFUSED_MS)
  }

  /** A channel became free: the first of those that were one too many may have it. */
  onUnsubscribed(): void {
    const waiting = this.#book.all().find((entry) => entry.state === 'refused')
    if (waiting !== undefined) this.#ask(waiting.channel)
  }

  /** One question at a time: of several it would not be known which answer is whose. */
  #ask(channel: string): void {
    const entry = this.#book.get(channel)
    if (entry?.state === 'asked') entry.askAgain = true
    else this.#askNow(channel)
  }

  #askNow(channel: string): void {
    const entry = this.#book.get(channel)
    if (entry === undefined || !this.#isLive) return
    entry.state = 'asked'
    entry.askAgain = false
    this.#options.send({ type: 'subscribe', channel, since: entry.position })
  }

  #leave(channel: string): void {
    if (this.#book.get(channel) === undefined || this.#book.isHeld(channel)) return
    this.#book.drop(channel)
    if (this.#isLive) this.#options.send({ type: 'unsubscribe', channel })
  }
}

type Subscribed = Extract<ServerFrame, { type: 'subscribed' }>['data']
