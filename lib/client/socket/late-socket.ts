import { backoff } from '@/lib/client/backoff'
import { browserSignals, type Signals } from './browser-signals'
import type { RealtimeSocket, SocketStatus } from './socket'

type Socket = Pick<RealtimeSocket, 'status' | 'onStatus' | 'start' | 'stop' | 'subscribe' | 'catchUp'>

interface Subscription {
  channel: string
  since: string | undefined
  stop: () => void
}

/**
 * The connection of a page, which is loaded when somebody is signed in: visitors have none, and are not sent what makes
 * it. What is subscribed to before it is there is kept, and handed over when it is.
 */
export class LateSocket implements Socket {
  readonly #load: () => Promise<Socket>
  readonly #signals: Signals
  readonly #random: () => number
  readonly #listeners = new Set<() => void>()
  readonly #subscriptions = new Set<Subscription>()
  #catchUps: [channel: string, position: string][] = []
  #socket: Socket | null = null
  #userId: string | null = null
  #isLoading = false
  /** How often it could not be loaded. */
  #failures = 0

  constructor(
    load: () => Promise<Socket>,
    signals: Signals = browserSignals,
    random: () => number = Math.random,
  ) {
    this.#load = load
    this.#signals = signals
    this.#random = random
  }

  get status(): SocketStatus {
    if (this.#socket !== null) return this.#socket.status
    if (this.#userId === null) return 'signed-out'
    if (this.#failures === 0) return 'connecting'
    return this.#signals.isOnline() ? 'reconnecting' : 'offline'
  }

  onStatus(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  start(userId: string): void {
    this.#userId = userId
    this.#socket?.start(userId)
    if (this.#socket === null) void this.#fetch()
    this.#tell()
  }

  stop(): void {
    this.#userId = null
    this.#socket?.stop()
    this.#tell()
  }

  subscribe(channel: string, since?: string): () => void {
    if (this.#socket !== null) return this.#socket.subscribe(channel, since)
    const subscription: Subscription = {
      channel,
      since,
      stop: () => void this.#subscriptions.delete(subscription),
    }
    this.#subscriptions.add(subscription)
    return () => subscription.stop()
  }

  catchUp(channel: string, position: string): void {
    if (this.#socket !== null) this.#socket.catchUp(channel, position)
    else this.#catchUps.push([channel, position])
  }

  /** Until it is there, or nobody is signed in any more. */
  async #fetch(): Promise<void> {
    if (this.#isLoading) return
    this.#isLoading = true
    while (this.#socket === null && this.#userId !== null) {
      try {
        this.#adopt(await this.#load())
      } catch {
        const wait = backoff(this.#failures, this.#random())
        this.#failures += 1
        this.#tell()
        await this.#pause(wait)
      }
    }
    this.#isLoading = false
  }

  /** Not longer than until the machine is in a network again. */
  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer)
        stopListening()
        resolve()
      }
      const timer = setTimeout(go, ms)
      const stopListening = this.#signals.listen((signal) => {
        this.#tell()
        if (signal === 'online') go()
      })
    })
  }

  #adopt(socket: Socket): void {
    this.#socket = socket
    for (const subscription of this.#subscriptions)
      subscription.stop = socket.subscribe(subscription.channel, subscription.since)
    for (const [channel, position] of this.#catchUps) socket.catchUp(channel, position)
    this.#subscriptions.clear()
    this.#catchUps = []
    socket.onStatus(() => this.#tell())
    if (this.#userId !== null) socket.start(this.#userId)
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
