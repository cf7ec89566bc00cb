import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Log } from '@/lib/log'
import type { FonanaEvent } from '@/lib/schema/events'
import { decodeJson, encodeJson } from '@/lib/schema/json'
import type { Broker, BrokerListener } from './broker'
import { ChannelDemand } from './channel-demand'

/** How often the way through Redis and back is tried. Without an echo by the next time Redis counts as away. */
const BEAT_MS = 500
/** Where nobody listens nobody waits either: then every fourth beat is enough. */
const IDLE_BEATS = 4
/** A connection that is silent for longer is made anew: behind a broken network it would stay open for ever. */
const SILENT_MS = 10_000
const CHANNELS_PER_COMMAND = 500
/** Told to all: look into the database. */
const GAP_CHANNEL = 'gap'

interface RedisBrokerOptions {
  commands: Redis
  subscriber: Redis
  /** Processes with the same one hear each other: pub/sub knows no database numbers. */
  namespace: string
  log: Log
}

/**
 * Sharded pub/sub, https://redis.io/docs/latest/develop/pubsub/#sharded-pubsub: a process hears only the channels that
 * somebody reads there. Nothing is kept in Redis. Its own beat, sent and heard every half second, tells this process
 * whether messages arrive: a Redis that was stopped looks connected for a long time.
 */
export class RedisBroker implements Broker {
  readonly shared = true
  readonly #commands: Redis
  readonly #subscriber: Redis
  readonly #prefix: string
  readonly #log: Log
  /** Marks what this process has published: it knows that already. */
  readonly #self = randomUUID()
  readonly #beatChannel = `beat:${this.#self}`
  readonly #demand: ChannelDemand
  readonly #timer: NodeJS.Timeout
  #listener: BrokerListener | null = null
  #isAway = true
  #echoedAt = 0
  #beatSentAt = 0
  #beats = 0
  #connectedAt = Date.now()
  #isSubscribed = false
  #isClosed = false
  /** It is the copy of another Redis: the others are there. */
  #isReplica = false
  /** Something could not be published: everybody has to look. */
  #owesGap = true

  constructor({ commands, subscriber, namespace, log }: RedisBrokerOptions) {
    this.#commands = commands
    this.#subscriber = subscriber
    this.#prefix = `${namespace}:`
    this.#log = log
    this.#demand = new ChannelDemand((wanted, unwanted) => this.#ask(wanted, unwanted))
    subscriber.on('ready', () => void this.#subscribeAnew())
    subscriber.on('close', () => this.#lose())
    subscriber.on('smessage', (channel: string, message: string) => this.#hear(channel, message))
    if (subscriber.status === 'ready') void this.#subscribeAnew()
    this.#timer = setInterval(() => this.#beat(), BEAT_MS)
  }

  publish(events: readonly FonanaEvent[]): void {
    this.#listener?.onEvents(events)
    const byChannel = new Map<string, FonanaEvent[]>()
    for (const event of events) {
      const others = byChannel.get(event.channel)
      if (others === undefined) byChannel.set(event.channel, [event])
      else others.push(event)
    }
    for (const [channel, ofChannel] of byChannel) this.#send(channel, encodeJson(ofChannel))
  }

  attach(listener: BrokerListener): void {
    this.#listener = listener
  }

  listen(channel: string): Promise<void> {
    return this.#demand.add(channel)
  }

  unlisten(channel: string): void {
    this.#demand.remove(channel)
  }

  ready(): boolean {
    return !this.#isAway
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#timer)
    this.#listener = null
    this.#subscriber.removeAllListeners('ready')
    this.#subscriber.removeAllListeners('close')
    this.#subscriber.removeAllListeners('smessage')
    this.#demand.suspend()
  }

  #send(channel: string, message: string): void {
    this.#commands.spublish(this.#prefix + channel, `${this.#self} ${message}`).catch(() => {
      if (channel !== this.#beatChannel) this.#owesGap = true
    })
  }

  #hear(fullChannel: string, message: string): void {
    const channel = fullChannel.slice(this.#prefix.length)
    const space = message.indexOf(' ')
    const isOwn = message.slice(0, space) === this.#self
    if (channel === this.#beatChannel) this.#echo()
    else if (isOwn) return
    else if (channel === GAP_CHANNEL) this.#listener?.onGap()
    else this.#hearEvents(channel, message.slice(space + 1))
  }

  #hearEvents(channel: string, text: string): void {
    try {
      this.#listener?.onEvents(decodeJson(text) as FonanaEvent[])
    } catch (error) {
      this.#log.warn({ err: error, channel }, 'broker: a message could not be read')
    }
  }

  #beat(): void {
    this.#beats += 1
    void this.#lookAtRole()
    const isIdle = this.#demand.isEmpty && !this.#isAway && this.#echoedAt >= this.#beatSentAt
    if (isIdle && this.#beats % IDLE_BEATS !== 0) return
    const sentAt = this.#beatSentAt
    // An echo that is already here is read first: this process may have been the one that was busy.
    if (sentAt > this.#echoedAt) {
      setImmediate(() => {
        if (this.#echoedAt < sentAt) this.#lose()
      })
    }
    if (this.#isAway) this.#doWithout()
    if (this.#isReplica) return
    this.#beatSentAt = Date.now()
    this.#send(this.#beatChannel, '')
  }

  #doWithout(): void {
    const now = Date.now()
    this.#listener?.onAway()
    if (this.#subscriber.status === 'ready' && now - Math.max(this.#echoedAt, this.#connectedAt) > SILENT_MS)
      this.#connectAnew()
  }

  /** Left when it is a copy, and looked for anew: its name may lead to the other one by now, or it may be let free. */
  async #lookAtRole(): Promise<void> {
    const role = await readRole(this.#commands).catch(() => null)
    if (role === null || this.#isClosed) return
    const wasReplica = this.#isReplica
    this.#isReplica = role !== 'master'
    if (this.#isReplica) {
      if (!wasReplica) this.#log.warn({}, 'broker: this Redis is a copy of another one by now')
      this.#lose()
      this.#connectAnew()
    } else if (wasReplica && this.#subscriber.status === 'ready') void this.#subscribeAnew()
  }

  #connectAnew(): void {
    this.#connectedAt = Date.now()
    this.#subscriber.disconnect(true)
    this.#commands.disconnect(true)
  }

  #echo(): void {
    this.#echoedAt = Date.now()
    if (!this.#isSubscribed || this.#isReplica) return
    if (this.#isAway) {
      this.#isAway = false
      this.#log.info({}, 'broker: connected')
      void this.#demand.resume().then(() => this.#listener?.onGap())
    }
    if (this.#owesGap) {
      this.#owesGap = false
      this.#send(GAP_CHANNEL, '')
    }
  }

  #lose(): void {
    if (!this.#isAway) {
      this.#log.warn({}, 'broker: away, the database is asked instead')
      this.#listener?.onAway()
    }
    this.#isAway = true
    // What was published meanwhile may have gone nowhere.
    this.#owesGap = true
    if (this.#subscriber.status !== 'ready') this.#isSubscribed = false
    this.#demand.suspend()
  }

  /** Everything again after each connection; live when the next beat comes back. */
  async #subscribeAnew(): Promise<void> {
    this.#connectedAt = Date.now()
    this.#isSubscribed = false
    try {
      await this.#subscribe([this.#beatChannel, GAP_CHANNEL, ...this.#demand.restart()])
      this.#isSubscribed = true
      this.#send(this.#beatChannel, '')
    } catch (error) {
      this.#log.error({ err: error }, 'broker: Redis lets nobody subscribe; it has to be 7 or newer')
    }
  }

  async #ask(wanted: string[], unwanted: string[]): Promise<void> {
    await Promise.all([
      this.#subscribe(wanted),
      ...this.#named(unwanted).map((names) => this.#subscriber.sunsubscribe(...names)),
    ])
  }

  async #subscribe(channels: readonly string[]): Promise<void> {
    await Promise.all(this.#named(channels).map((names) => this.#subscriber.ssubscribe(...names)))
  }

  /** As Redis knows them, in portions. */
  #named(channels: readonly string[]): string[][] {
    const portions: string[][] = []
    for (let from = 0; from < channels.length; from += CHANNELS_PER_COMMAND) {
      const portion = channels.slice(from, from + CHANNELS_PER_COMMAND)
      portions.push(portion.map((name) => this.#prefix + name))
    }
    return portions
  }
}

/**
 * `HELLO` is open to everybody, where `ROLE` may be forbidden, and answers names and values in turn:
 * https://redis.io/docs/latest/commands/hello/
 */
async function readRole(redis: Redis): Promise<unknown> {
  const facts = (await redis.call('HELLO')) as unknown[]
  return facts[facts.indexOf('role') + 1]
}
