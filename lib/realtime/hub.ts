import { batched } from '@/lib/batch'
import { readEvents, recentTops, topPositions } from '@/lib/db/event-log'
import type { Reader } from '@/lib/db/transaction'
import type { FonanaEvent } from '@/lib/schema/events'
import { type ChannelPosition, formatPosition, parsePosition, START_EPOCH } from '@/lib/schema/positions'
import type { Broker } from './broker'
import { type EventFrame, encodeEvent } from './event-frame'
import type { RealtimeLog } from './log'
import { Room, type RoomContext } from './room'
import type { Subscription } from './subscription'

/** Who was away for longer than this many events reads the data again. */
const REPLAY_MAX = 500
/** While likes wait they are looked at this often. */
const LIKE_TICK_MS = 25
/** Channels compared with the event table in one statement. */
const COMPARED_CHANNELS = 2_000

export interface Joined {
  position: string
  recovered: boolean
  replayed: number
}

export interface HubOptions extends Pick<RoomContext, 'subscriptionsOf' | 'observeLag'> {
  db: Reader
  broker: Broker
  log: RealtimeLog
}

/**
 * Channels and their readers. It is told of committed events by `publish`, which is a hint: what the hint misses is
 * read from the event table, by the next event of the channel or by `heal`.
 */
export class Hub {
  readonly #rooms = new Map<string, Room>()
  readonly #options: HubOptions
  readonly #context: RoomContext
  readonly #topOf: (channel: string) => Promise<ChannelPosition>
  /** Histories that are being read: many come back at once, from the same place. */
  readonly #histories = new Map<string, Promise<EventFrame[] | null>>()
  readonly #withLikes = new Set<Room>()
  #likeTimer: NodeJS.Timeout | undefined

  constructor(options: HubOptions) {
    this.#options = options
    const { db, broker, log } = options
    this.#topOf = batched(async (channels) => {
      const tops = await topPositions(db, channels)
      return (channel) => tops.get(channel) ?? { epoch: START_EPOCH, offset: 0 }
    })
    this.#context = {
      db,
      shared: broker.shared,
      subscriptionsOf: options.subscriptionsOf,
      observeLag: options.observeLag,
      onHealError: (error, channel) =>
        log.warn({ err: error, channel }, 'events could not be read, will try again'),
      onLikesWaiting: (room) => {
        this.#withLikes.add(room)
        this.#likeTimer ??= setInterval(() => this.#flushLikes(), LIKE_TICK_MS)
      },
    }
  }

  publish(events: readonly FonanaEvent[]): void {
    for (const event of events) {
      if (event.type === 'post_updated') this.#forgetRights(event.channel)
    }
    for (const event of events) this.#rooms.get(event.channel)?.accept(event)
  }

  /** From here on the subscription holds what its channel delivers. */
  enter(subscription: Subscription): void {
    const { channel } = subscription
    let room = this.#rooms.get(channel)
    if (room === undefined) {
      room = new Room(channel, this.#options.broker.listen(channel), this.#context)
      this.#rooms.set(channel, room)
    }
    room.subscriptions.add(subscription)
  }

  leave(subscription: Subscription): void {
    subscription.end()
    const room = this.#rooms.get(subscription.channel)
    if (room === undefined || !room.subscriptions.delete(subscription)) return
    if (room.subscriptions.size > 0) return
    this.#rooms.delete(subscription.channel)
    this.#withLikes.delete(room)
    this.#options.broker.unlisten(subscription.channel)
  }

  /**
   * Takes a subscription that has entered to live events: `answer` is called before the first of them. With `since`,
   * everything after it comes first, if the table still has it.
   */
  async join(
    subscription: Subscription,
    since: string | undefined,
    answer: (joined: Joined) => void,
  ): Promise<void> {
    const name = subscription.channel
    // What is committed after the look at the table has to arrive by itself.
    await this.#rooms.get(name)?.heard
    for (;;) {
      const top = await this.#topOf(name)
      const past = since === undefined ? null : await this.#history(name, since, top)
      const room = this.#rooms.get(name)
      if (subscription.ended || room === undefined) return
      room.start(top)
      // Another reader may have started the channel later than our look at it; then look again.
      if (!subscription.follows(top, room.position ?? top)) continue
      answer({ position: formatPosition(top), recovered: past !== null, replayed: past?.length ?? 0 })
      return subscription.begin(top, past ?? [])
    }
  }

  /** Looks whether channels have gone on without us. */
  async heal(): Promise<void> {
    const names = [...this.#rooms.keys()]
    for (let from = 0; from < names.length; from += COMPARED_CHANNELS) {
      const tops = await topPositions(this.#options.db, names.slice(from, from + COMPARED_CHANNELS))
      await this.#healBehind(tops)
    }
  }

  /** The same for what was written a moment ago: cheap enough to be done every second. */
  async healRecent(): Promise<void> {
    if (this.#rooms.size > 0) await this.#healBehind(await recentTops(this.#options.db))
  }

  close(): void {
    clearInterval(this.#likeTimer)
  }

  async #healBehind(tops: ReadonlyMap<string, ChannelPosition>): Promise<void> {
    for (const [name, top] of tops) {
      const room = this.#rooms.get(name)
      if (room?.position && room.position.offset < top.offset) await room.heal()
    }
  }

  /** What comes after `since` up to `top`; null when it cannot be had in full. */
  #history(name: string, since: string, top: ChannelPosition): Promise<EventFrame[] | null> {
    const key = `${name} ${since} ${formatPosition(top)}`
    let history = this.#histories.get(key)
    if (history === undefined) {
      history = this.#readHistory(name, since, top).finally(() => this.#histories.delete(key))
      this.#histories.set(key, history)
    }
    return history
  }

  async #readHistory(name: string, since: string, top: ChannelPosition): Promise<EventFrame[] | null> {
    const from = parsePosition(since)
    if (from === null) return null
    const isStart = from.epoch === START_EPOCH && from.offset === 0
    if (!isStart && from.epoch !== top.epoch) return null
    const missing = top.offset - from.offset
    if (missing < 0 || missing > REPLAY_MAX) return null
    if (missing === 0) return []
    const events = await readEvents(this.#options.db, name, from.offset, top.offset)
    return events.length === missing ? events.map(encodeEvent) : null
  }

  /** Price or tier may have changed with the post: for all its readers. */
  #forgetRights(channel: string): void {
    for (const subscription of this.#rooms.get(channel)?.subscriptions ?? []) subscription.forgetRight()
  }

  #flushLikes(): void {
    for (const room of this.#withLikes) {
      if (!room.flushLikes()) this.#withLikes.delete(room)
    }
    if (this.#withLikes.size > 0) return
    clearInterval(this.#likeTimer)
    this.#likeTimer = undefined
  }
}
