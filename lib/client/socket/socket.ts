import { backoff } from '@/lib/client/backoff'
import type { PublicEvent } from '@/lib/client/cache/reactions'
import type { ClientFrame, ServerFrame, SocketErrorCode } from '@/lib/schema/frames'
import { decodeJson, encodeJson } from '@/lib/schema/json'
import { CLOSE } from '@/lib/schema/socket-protocol'
import type { Signal, Signals } from './browser-signals'
import { ChannelSync } from './channel-sync'
import { Heartbeat } from './heartbeat'
import { BROKEN, type Connector, type Link, MOVED } from './link'
import { TokenRenewal } from './token-renewal'

/** A handshake that takes longer is none. */
const ANSWER_MS = 10_000
/** A connection that held this long was good: the next failure counts as the first. */
const STABLE_MS = 10_000
/** Spread of those who come back because the network does. */
const WAKE_SPREAD_MS = 1_000
const ASSUMED_WINDOW_MS = 5_000

export type SocketStatus = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'signed-out'

export interface SocketOptions {
  connect: (userId: string) => Connector
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
 * nothing of React, of what events mean, or of what carries the connection.
 */
export class RealtimeSocket {
  readonly #options: SocketOptions
  readonly #random: () => number
  readonly #listeners = new Set<() => void>()
  readonly #channels: ChannelSync
  readonly #heartbeat: Heartbeat
  readonly #renewal: TokenRenewal
  #status: SocketStatus = 'signed-out'
  #userId: string | null = null
  #connector: Connector | null = null
  #link: Link | null = null
  #stopListening = () => {}
  /** The next try, or the patience with the running one. */
  #timer: ReturnType<typeof setTimeout> | undefined
  #liveAt = 0
  #failures = 0
  #reconnectWindowMs = ASSUMED_WINDOW_MS

  constructor(options: SocketOptions) {
    this.#options = options
    this.#random = options.random ?? Math.random
    const { onEvent, onGap, signals } = options
    this.#channels = new ChannelSync({ send: (frame) => this.#send(frame), onEvent, onGap })
    this.#heartbeat = new Heartbeat({
      ping: () => this.#send({ type: 'ping' }),
      onDead: () => this.#onClose(BROKEN, true),
      isVisible: () => signals.isVisible(),
    })
    this.#renewal = new TokenRenewal(() => void this.#renew(), this.#random)
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
    this.#connector = this.#options.connect(userId)
    this.#stopListening = this.#options.signals.listen((signal) => this.#onSignal(signal))
    this.#connect()
  }

  /** Disconnects, for good. */
  stop(): void {
    this.#userId = null
    this.#liveAt = 0
    this.#stopListening()
    this.#abandon()
    this.#connector?.close()
    this.#connector = null
    this.#setStatus('signed-out')
  }

  /**
   * Hears a channel until the returned function is called. `since` is the position of the data that is shown: what
   * came after it arrives as events. Without it the data is read again once the channel is open.
   */
  subscribe(channel: string, since?: string): () => void {
    return this.#channels.subscribe(channel, since)
  }

  /** Data of a channel was read that is older than what was heard: what lies between arrives again. */
  catchUp(channel: string, position: string): void {
    this.#channels.catchUp(channel, position)
  }

  #connect(): void {
    this.#abandon()
    if (this.#connector === null) return
    if (this.#options.signals.isOnline())
      this.#setStatus(this.#failures === 0 && this.#liveAt === 0 ? 'connecting' : 'reconnecting')
    // A connection that was let go of may still speak.
    const link = this.#connector.open({
      onText: (text) => {
        if (this.#link === link) this.#receive(decodeJson(text) as ServerFrame | PublicEvent)
      },
      onClose: (code) => {
        if (this.#link === link) this.#onClose(code)
      },
    })
    this.#link = link
    this.#timer = setTimeout(() => this.#onClose(BROKEN, true), ANSWER_MS)
  }

  /** Lets go of the connection, if there is one. */
  #abandon(dead = false): void {
    clearTimeout(this.#timer)
    this.#heartbeat.stop()
    this.#renewal.stop()
    this.#channels.disconnect()
    const link = this.#link
    this.#link = null
    link?.close(dead)
  }

  #onClose(code: number, dead = false): void {
    const wasLive = this.#status === 'live'
    this.#abandon(dead)
    if (code === MOVED) {
      this.#connect()
      return
    }
    if (wasLive && performance.now() - this.#liveAt > STABLE_MS) this.#failures = 0
    this.#setStatus(this.#options.signals.isOnline() ? 'reconnecting' : 'offline')
    if (code === CLOSE.refused) return void this.#afterRefusal()
    const wait = backoff(this.#failures, this.#random())
    // Everybody was cut off at once: they come back over the announced window, not after the same backoff.
    const together = wasLive && code !== CLOSE.tryLater
    this.#retryIn(together ? this.#random() * Math.max(this.#reconnectWindowMs, wait) : wait)
  }

  #retryIn(ms: number): void {
    this.#failures += 1
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#connect(), ms)
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
        this.#onConnected(frame.data)
        return
      case 'authenticated':
        this.#renewal.schedule(frame.data.expiresAt)
        return
      case 'subscribed':
        this.#channels.onSubscribed(frame.channel, frame.data)
        return
      case 'resync':
        this.#channels.onResync(frame.channel, frame.position)
        return
      case 'error':
        this.#onError(frame.data)
        return
      case 'unsubscribed':
        this.#channels.onUnsubscribed()
        return
      case 'pong':
        return
      default:
        this.#channels.onEvent(frame)
        return
    }
  }

  #onConnected({ userId, expiresAt, pingIntervalMs, reconnectWindowMs }: Connected): void {
    // Somebody else signed in in another tab. What is theirs is not heard here: the page finds out and starts anew.
    if (userId !== this.#userId) {
      this.#onClose(CLOSE.refused)
      return
    }
    clearTimeout(this.#timer)
    this.#liveAt = performance.now()
    this.#reconnectWindowMs = reconnectWindowMs
    this.#heartbeat.start(pingIntervalMs)
    this.#renewal.schedule(expiresAt)
    this.#setStatus('live')
    this.#channels.connect()
  }

  #onError({ code, channel }: { code: SocketErrorCode; channel?: string }): void {
    if (code === 'unauthorized') return void this.#options.checkSession().catch(() => {})
    if (code === 'rate_limited') {
      this.#channels.onRateLimited()
      return
    }
    if (channel !== undefined) this.#channels.onRefused(channel, code)
  }

  /** When it fails for good the server ends the connection with the token, and the next one comes with the cookie. */
  async #renew(): Promise<void> {
    const link = this.#link
    const token = await this.#options.renewToken().catch(() => null)
    if (link === null || link !== this.#link) return
    if (token === null) this.#renewal.retry()
    else this.#send({ type: 'authenticate', token })
  }

  #onSignal(signal: Signal): void {
    switch (signal) {
      case 'offline':
        // Browsers say so of a machine whose network they do not know, too: it is said, and tried all the same.
        this.#abandon()
        this.#setStatus('offline')
        this.#retryIn(backoff(this.#failures, this.#random()))
        return
      case 'left':
        // A page with a connection is not kept for the way back, and other tabs may need what this one has.
        this.#abandon()
        this.#connector?.close()
        this.#connector = null
        return
      case 'back':
        if (this.#userId !== null) this.#connector ??= this.#options.connect(this.#userId)
        this.#connect()
        return
      default:
        this.#onAwake()
        return
    }
  }

  /** The page is looked at again, or there is a network again. */
  #onAwake(): void {
    if (this.#status === 'live') {
      this.#renewal.check()
      this.#heartbeat.probe()
      return
    }
    if (this.#link !== null) return
    this.#setStatus(this.#options.signals.isOnline() ? 'reconnecting' : 'offline')
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
