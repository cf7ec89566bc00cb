import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import { clientIp } from '@/lib/client-ip'
import type { Reader } from '@/lib/db/reader'
import { type AdmissionContext, admit, logRefusal, refuse } from '@/lib/realtime/admission/admission'
import { chooseSubprotocol, refuseTooMany, refuseUnavailable } from '@/lib/realtime/admission/handshake'
import { Refusals } from '@/lib/realtime/admission/refusals'
import type { Broker } from '@/lib/realtime/broker/broker'
import { Hub } from '@/lib/realtime/channels/hub'
import { Addresses } from '@/lib/realtime/connections/addresses'
import { Connection, type ConnectionOwner } from '@/lib/realtime/connections/connection'
import { FrameBudget } from '@/lib/realtime/connections/frame-budget'
import { ConnectionSocket, listenTo } from '@/lib/realtime/connections/listeners'
import { Registry } from '@/lib/realtime/connections/registry'
import { SessionWatch } from '@/lib/realtime/connections/session-watch'
import type { Message } from '@/lib/realtime/frames/client-frame'
import type { FonanaEvent } from '@/lib/schema/events'
import { CLOSE } from '@/lib/schema/socket-protocol'
import type { Session } from './authorization'
import { CatchUp } from './catch-up'
import { applyConsequences } from './consequences'
import { handleMessage, type RequestContext } from './requests'
import { countOne, createStats } from './stats'

const FRAME_BYTES_MAX = 16 * 1024
/** Why the log says that a client was not even heard. */
const TURNED_AWAY = 'too_many_refusals'
/** How long a token may be looked at. */
const AUTHENTICATE_MS = 10_000
/** How long a peer has to answer a closing frame. */
const CLOSE_MS = 3_000
/** Closing on the way down: so many sockets in one step, and the time between steps. */
const DRAIN_BATCH = 2
const DRAIN_STEP_MS = 50

const TIMING = {
  /** The one clock of all connections: heartbeats, ends of tokens. */
  tickMs: 1_000,
  heartbeatMs: 25_000,
  /** How often channels are compared with the event table. */
  healMs: 15_000,
  /** Over this long sockets are closed on the way down, and clients come back. */
  reconnectWindowMs: 5_000,
}

export interface RealtimeOptions extends Omit<AdmissionContext, 'registry' | 'stats' | 'refusals'> {
  db: { read: Reader }
  broker: Broker
  /** Hears how long events took from their commit to their sending, in milliseconds. */
  observeLag?: (ms: number) => void
  timing?: Partial<typeof TIMING>
}

/** The socket of one process: takes upgrades, and sends what its broker tells it was committed. */
export class Realtime implements ConnectionOwner {
  readonly stats = createStats()
  readonly #options: RealtimeOptions
  readonly #timing: typeof TIMING
  readonly #registry: Registry
  readonly #hub: Hub
  readonly #watch: SessionWatch
  readonly #catchUp: CatchUp
  readonly #context: RequestContext & AdmissionContext
  readonly #connections = new Set<Connection>()
  readonly #addresses = new Addresses()
  readonly #refusals: Refusals | null
  readonly #timers: NodeJS.Timeout[]
  readonly #slots: number
  #tick = 0
  #opened = 0
  #goingDown = false
  #onEmpty = () => {}

  readonly #server = new WebSocketServer({
    noServer: true,
    WebSocket: ConnectionSocket,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: FRAME_BYTES_MAX,
    handleProtocols: chooseSubprotocol,
    ...{ closeTimeout: CLOSE_MS },
  })

  constructor(options: RealtimeOptions) {
    this.#options = options
    this.#timing = { ...TIMING, ...options.timing }
    const { db, broker, authorization, log, observeLag = () => {} } = options
    const registry = new Registry(broker)
    const subscriptionsOf = registry.subscriptionsOf.bind(registry)
    this.#registry = registry
    this.#refusals = options.rateLimit ? new Refusals() : null
    this.#hub = new Hub({ db: db.read, broker, log, observeLag, subscriptionsOf })
    this.#watch = new SessionWatch({ registry, broker, authorization, log })
    this.#catchUp = new CatchUp(this.#hub, this.#watch, log)
    this.#context = {
      ...options,
      hub: this.#hub,
      registry,
      watch: this.#watch,
      stats: this.stats,
      refusals: this.#refusals,
    }
    broker.attach({
      onEvents: (events) => this.#publish(events),
      onGap: () => this.#catchUp.look('all'),
      onAway: () => this.#catchUp.look('recent'),
    })
    this.#slots = Math.max(1, Math.round(this.#timing.heartbeatMs / this.#timing.tickMs))
    this.#timers = [
      setInterval(() => this.#sweep(), this.#timing.tickMs),
      setInterval(() => this.#catchUp.look('all'), this.#timing.healMs),
    ]
  }

  get connectionCount(): number {
    return this.#connections.size
  }

  /**
   * Takes an HTTP upgrade for `/ws`. Every attempt is logged, and no token is: a line each, and one for all that were turned
   * away for being too many.
   */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.#goingDown) {
      logRefusal(this.#context, request, 'going_down')
      refuseUnavailable(socket)
      return
    }
    const ip = clientIp(request, this.#options.trustProxy)
    const waitMs = this.#refusals?.waitMs(ip) ?? 0
    if (waitMs > 0) {
      countOne(this.stats.refused, TURNED_AWAY)
      refuseTooMany(socket, waitMs)
      return
    }
    let isUpgraded = false
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      isUpgraded = true
      // What Node hands out here is always one of these, plain or with TLS.
      this.#receive(ws, socket as Socket, request)
    })
    if (!isUpgraded) refuse(this.#context, request, 'bad_handshake')
  }

  handle(connection: Connection, message: Message): void | Promise<void> {
    return handleMessage(this.#context, connection, message)
  }

  failed(connection: Connection, error: unknown): void {
    if (connection.closed) return
    this.#options.log.error(
      { err: error, connectionId: connection.id },
      'socket: a frame could not be answered',
    )
    connection.abandon('Temporarily unavailable')
  }

  /**
   * Goes down: takes no more connections, closes the open ones with 1001, spread over the announced window where
   * there are many, and ends those that do not answer. Resolves when all are gone.
   */
  async close(): Promise<void> {
    this.#goingDown = true
    const open = [...this.#connections]
    const steps = Math.max(1, Math.floor(this.#timing.reconnectWindowMs / DRAIN_STEP_MS))
    const batch = Math.max(DRAIN_BATCH, Math.ceil(open.length / steps))
    for (let from = 0; from < open.length; from += batch) {
      if (from > 0) await delay(DRAIN_STEP_MS)
      for (const connection of open.slice(from, from + batch)) {
        connection.close(CLOSE.goingAway, 'Server going down')
      }
    }
    await this.#untilEmpty()
    for (const timer of this.#timers) clearInterval(timer)
    this.#hub.close()
  }

  /** Runs inside the caller of a transaction that is committed: nothing that goes wrong here is its failure. */
  #publish(events: readonly FonanaEvent[]): void {
    try {
      applyConsequences(events, this.#registry, this.#hub)
      this.#hub.publish(events)
    } catch (error) {
      this.#options.log.error({ err: error }, 'socket: events could not be published')
    }
  }

  #receive(ws: ConnectionSocket, socket: Socket, request: IncomingMessage): void {
    this.#opened += 1
    const { rateLimit, trustProxy } = this.#options
    const budget = rateLimit ? new FrameBudget() : null
    const address = rateLimit ? this.#addresses.enter(clientIp(request, trustProxy)) : null
    const slot = this.#opened % this.#slots
    const connection = new Connection({ ws, socket, owner: this, slot, budget, address })
    this.#connections.add(connection)
    this.stats.connections += 1
    listenTo(connection, ws)
    void admit(this.#context, connection, request, (session) => this.#welcome(connection, session))
  }

  #welcome(connection: Connection, session: Session): void {
    void this.#watch.enter(connection, session)
    connection.send({
      type: 'connected',
      data: {
        userId: session.userId,
        connectionId: connection.id,
        expiresAt: session.expiresAt.toISOString(),
        pingIntervalMs: this.#timing.heartbeatMs,
        reconnectWindowMs: this.#timing.reconnectWindowMs,
        message: 'Connected',
      },
    })
    connection.open(session)
  }

  forget(connection: Connection): void {
    this.#connections.delete(connection)
    this.stats.connections -= 1
    if (connection.address !== null) this.#addresses.leave(connection.address)
    for (const subscription of connection.subscriptions.values()) this.#hub.leave(subscription)
    connection.subscriptions.clear()
    if (connection.session !== null) this.#registry.remove(connection, connection.session)
    if (this.#connections.size === 0) this.#onEmpty()
  }

  #sweep(): void {
    const now = Date.now()
    this.#tick = (this.#tick + 1) % this.#slots
    for (const { ip, attempts } of this.#refusals?.sweep() ?? [])
      this.#options.log.warn({ outcome: 'refused', reason: TURNED_AWAY, ip, attempts }, 'socket: connect')
    for (const connection of this.#connections) {
      if (connection.closed) continue
      if (connection.session === null) {
        if (now - connection.openedAt > AUTHENTICATE_MS)
          connection.close(CLOSE.tryLater, 'Temporarily unavailable')
      } else if (connection.session.expiresAt.getTime() <= now) {
        connection.close(CLOSE.refused, 'Token expired')
      } else if (connection.slot === this.#tick) {
        connection.beat()
      }
    }
  }

  async #untilEmpty(): Promise<void> {
    if (this.#connections.size === 0) return
    await new Promise<void>((resolve) => {
      this.#onEmpty = resolve
    })
  }
}
