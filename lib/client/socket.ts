import type { ClientFrame, ServerFrame } from '@/lib/schema/frames'
import { decodeJson, encodeJson } from '@/lib/schema/json'
import { CLOSE } from '@/lib/schema/socket-protocol'
import { backoff } from './backoff'
import type { Signal, Signals } from './browser-signals'
import { ChannelBook } from './channel-book'
import { Heartbeat } from './heartbeat'
import type { PublicEvent } from './reactions'
import { TokenRenewal } from './token-renewal'

/** A handshake that takes longer is none. */
const ANSWER_MS = 10_000
/** A connection that held this long was good: the next failure counts as the first. */
const STABLE_MS = 10_000
/** A page that leaves a channel often comes back to it, as from one screen to the next. */
const LINGER_MS = 2_000
/** Spread of those who come back because the network does. */
const WAKE_SPREAD_MS = 1_000
const RETRY_REFUSED_MS = 1_000
const ASSUMED_WINDOW_MS = 5_000

/** One connection, whatever carries it. */
export interface Link {
  send(text: string): void
  close(): void
}

export interface LinkListener {
  onText(text: string): void
  onClose(code: number): void
}

export type SocketStatus = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'signed-out'

export interface SocketOptions {
  /** Begins a connection. Nothing is said before this has returned. */
  open: (listener: LinkListener) => Link
  signals: Signals
  onEvent: (event: PublicEvent) => void
  /** Events of the channel were missed: its data has to be read again. */
  onGap: (channel: string) => void
  /** The server refused the session. Resolves to whether there still is one; rejects when that is not known. */
  checkSession: () => Promise<boolean>
  /** A fresh token for the running session, which ends soon. */
  renewToken: () => Promise<string>
  random?: () => number
}

/**
 * The connection of a page: comes back for ever, with jitter, and picks up each channel where the data stands. Knows
 * nothing of React or of what events mean.
 */
export class RealtimeSocket {
  readonly #options: SocketOptions
  readonly #random: () => number
  readonly #book = new ChannelBook()
  readonly #listeners = new Set<() => void>()
  #status: SocketStatus = 'signed-out'
  #userId: string | null = null
  #link: Link | null = null
  #stopListening = () => {}
  /** The next try, or the patience with the running one. */
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #heartbeat = new Heartbeat(
    () => this.#send({ type: 'ping' }),
    () => this.#onClose(1006),
  )
  readonly #renewal = new TokenRenewal(() => void this.#renew())
  #liveAt = 0
  #failures = 0
  #reconnectWindowMs = ASSUMED_WINDOW_MS

  constructor(options: SocketOptions) {
    this.#options = options
    this.#random = options.random ?? Math.random
  }

  get status(): SocketStatus {
    return this.#status
  }

  /** Returns the function that stops it. */
  onStatus(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Connects as this user and stays connected until `stop`. */
  start(userId: string): void {
    if (this.#userId === userId) return
    this.stop()
    this.#userId = userId
    this.#failures = 0
    this.#stopListening = this.#options.signals.listen((signal) => this.#onSignal(signal))
    if (this.#options.signals.isOnline()) this.#connect()
    else this.#setStatus('offline')
  }

  /** Disconnects, for good. */
  stop(): void {
    this.#userId = null
    this.#liveAt = 0
    this.#stopListening()
    this.#abandon()
    this.#setStatus('signed-out')
  }

  /**
   * Hears a channel until the returned function is called. `since` is the position of the data that is shown: what
   * came after it arrives as events. Without it the data is read again once the channel is open.
   */
  subscribe(channel: string, since?: string): () => void {
    if (this.#book.hold(channel, since)) this.#ask(channel)
    let released = false
    return () => {
      if (released) return
      released = true
      if (this.#book.release(channel)) setTimeout(() => this.#leave(channel), LINGER_MS)
    }
  }

  /** Data of a channel was read that is older than what was heard: what lies between arrives again. */
  catchUp(channel: string, position: string): void {
    if (this.#book.rewind(channel, position)) this.#ask(channel)
  }

  #connect(): void {
    clearTimeout(this.#timer)
    this.#abandon()
    this.#setStatus(this.#failures === 0 && this.#liveAt === 0 ? 'connecting' : 'reconnecting')
    // A connection that was let go of may still speak.
    const link = this.#options.open({
      onText: (text) => {
        if (this.#link === link) this.#receive(decodeJson(text) as ServerFrame | PublicEvent)
      },
      onClose: (code) => {
        if (this.#link === link) this.#onClose(code)
      },
    })
    this.#link = link
    this.#timer = setTimeout(() => this.#onClose(1006), ANSWER_MS)
  }

  /** Lets go of the connection, if there is one. */
  #abandon(): void {
    clearTimeout(this.#timer)
    this.#heartbeat.stop()
    this.#renewal.stop()
    this.#book.disconnect()
    this.#link?.close()
    this.#link = null
  }

  #onClose(code: number): void {
    const wasLive = this.#status === 'live'
    this.#abandon()
    if (wasLive && Date.now() - this.#liveAt > STABLE_MS) this.#failures = 0
    this.#setStatus(this.#options.signals.isOnline() ? 'reconnecting' : 'offline')
    if (code === CLOSE.refused) return void this.#afterRefusal()
    // Everybody was cut off at once: they come back over the announced window, not after the same backoff.
    const together = wasLive && this.#failures === 0 && code !== CLOSE.tryLater
    this.#retryIn(
      together ? this.#random() * this.#reconnectWindowMs : backoff(this.#failures, this.#random()),
    )
  }

  #retryIn(ms: number): void {
    this.#failures += 1
    clearTimeout(this.#timer)
    if (this.#status !== 'offline') this.#timer = setTimeout(() => this.#connect(), ms)
  }

  async #afterRefusal(): Promise<void> {
    const userId = this.#userId
    const signedIn = await this.#options.checkSession().catch(() => true)
    if (this.#userId !== userId || this.#link !== null) return
    if (!signedIn) return this.stop()
    this.#retryIn(backoff(this.#failures, this.#random()))
  }

  #receive(frame: ServerFrame | PublicEvent): void {
    this.#heartbeat.heard()
    switch (frame.type) {
      case 'connected':
        return this.#onConnected(frame.data)
      case 'authenticated':
        return this.#renewal.schedule(frame.data.expiresAt)
      case 'subscribed':
        return this.#onSubscribed(frame.channel, frame.data)
      case 'resync':
        return this.#onResync(frame.channel, frame.position)
      case 'error':
        return this.#onError(frame.data)
      case 'unsubscribed':
        return this.#askRefused()
      case 'pong':
        return
      default:
        return this.#onEvent(frame)
    }
  }

  #onConnected({ userId, expiresAt, pingIntervalMs, reconnectWindowMs }: Connected): void {
    clearTimeout(this.#timer)
    this.#liveAt = Date.now()
    this.#reconnectWindowMs = reconnectWindowMs
    // Somebody else signed in in another tab: the page finds out and starts anew.
    if (userId !== this.#userId) void this.#options.checkSession().catch(() => {})
    this.#heartbeat.start(pingIntervalMs)
    this.#renewal.schedule(expiresAt)
    this.#setStatus('live')
    for (const { channel } of this.#book.all()) this.#ask(channel)
  }

  #onSubscribed(channel: string, { position, recovered, replayed }: Subscribed): void {
    const entry = this.#book.get(channel)
    if (entry === undefined) return
    if (entry.askAgain) return this.#ask(channel, true)
    entry.state = 'subscribed'
    // What is replayed raises the position step by step: if the connection breaks in between, the rest comes again.
    if (!recovered || replayed === 0) entry.position = position
    if (!recovered) this.#options.onGap(channel)
  }

  #onResync(channel: string, position: string): void {
    const entry = this.#book.get(channel)
    if (entry === undefined) return
    entry.position = position
    this.#options.onGap(channel)
  }

  #onEvent(event: PublicEvent): void {
    const entry = this.#book.get(event.channel)
    // Before the answer it is from an earlier subscription: the answer brings it again, behind what lies before it.
    if (entry?.state !== 'subscribed') return
    entry.position = event.position
    this.#options.onEvent(event)
  }

  #onError({ code, channel }: { code: string; channel?: string }): void {
    if (code === 'unauthorized') return void this.#options.checkSession().catch(() => {})
    if (code === 'rate_limited') {
      // It does not say what was refused: whatever has no answer is asked for again.
      setTimeout(() => this.#askAgain('asked'), RETRY_REFUSED_MS)
      return
    }
    const entry = channel === undefined ? undefined : this.#book.get(channel)
    if (entry === undefined) return
    entry.state = code === 'too_many_channels' ? 'refused' : 'idle'
    entry.askAgain = false
    // What it spoke of is gone, and the event that said so may have been missed.
    if (code === 'unknown_channel') this.#options.onGap(entry.channel)
  }

  #ask(channel: string, again = false): void {
    const entry = this.#book.get(channel)
    if (entry === undefined || this.#status !== 'live') return
    // One question at a time: which answer belongs to which would not be known.
    entry.askAgain = entry.state === 'asked' && !again
    if (entry.askAgain) return
    entry.state = 'asked'
    this.#send({ type: 'subscribe', channel, since: entry.position })
  }

  #askAgain(state: 'asked' | 'refused'): void {
    for (const entry of this.#book.all()) if (entry.state === state) this.#ask(entry.channel, true)
  }

  /** A channel became free: the first of those that were one too many may have it. */
  #askRefused(): void {
    const waiting = this.#book.all().find((entry) => entry.state === 'refused')
    if (waiting !== undefined) this.#ask(waiting.channel)
  }

  #leave(channel: string): void {
    if (this.#book.get(channel) === undefined || this.#book.isHeld(channel)) return
    this.#book.drop(channel)
    if (this.#status === 'live') this.#send({ type: 'unsubscribe', channel })
  }

  /** When it fails the server ends the connection with the token, and the next one comes with the cookie. */
  async #renew(): Promise<void> {
    const link = this.#link
    const token = await this.#options.renewToken().catch(() => null)
    if (token !== null && link !== null && link === this.#link) this.#send({ type: 'authenticate', token })
  }

  #onSignal(signal: Signal): void {
    if (signal === 'offline') {
      this.#abandon()
      return this.#setStatus('offline')
    }
    if (this.#status === 'live') return this.#heartbeat.probe()
    if (this.#link !== null || !this.#options.signals.isOnline()) return
    this.#setStatus('reconnecting')
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#connect(), this.#random() * WAKE_SPREAD_MS)
  }

  #send(frame: ClientFrame): void {
    this.#link?.send(encodeJson(frame))
  }

  #setStatus(status: SocketStatus): void {
    if (this.#status === status) return
    this.#status = status
    for (const listener of this.#listeners) listener()
  }
}

type Connected = Extract<ServerFrame, { type: 'connected' }>['data']
type Subscribed = Extract<ServerFrame, { type: 'subscribed' }>['data']
