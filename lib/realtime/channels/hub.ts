import { batched } from '@/lib/batch'
import { recentTops, topPositions } from '@/lib/db/event-log'
import type { Reader } from '@/lib/db/reader'
import type { Log } from '@/lib/log'
import type { Broker } from '@/lib/realtime/broker/broker'
import type { FonanaEvent } from '@/lib/schema/events'
import { type ChannelPosition, formatPosition, START_EPOCH } from '@/lib/schema/positions'
import { History } from './history'
import { MergeClock } from './merge-clock'
import { Room, type RoomContext } from './room'
import type { Subscription } from './subscription'

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
  log: Log
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
  readonly #history: History
  readonly #mergeClock = new MergeClock()

  constructor(options: HubOptions) {
    this.#options = options
    const { db, broker, log } = options
    this.#history = new History(db)
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
      mergeClock: this.#mergeClock,
    }
  }

  publish(events: readonly FonanaEvent[]): void {
    for (const event of events) this.#rooms.get(event.channel)?.accept(event)
  }

  /** What the readers of a channel may have of it may have changed, for all of them. */
  forgetRights(channel: string): void {
    for (const subscription of this.#rooms.get(channel)?.subscriptions ?? []) subscription.forgetRight()
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
    this.#mergeClock.delete(room)
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
      const past = since === undefined ? null : await this.#history.read(name, since, top)
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
    this.#mergeClock.stop()
  }

  async #healBehind(tops: ReadonlyMap<string, ChannelPosition>): Promise<void> {
    for (const [name, top] of tops) {
      const room = this.#rooms.get(name)
      if (room?.position && room.position.offset < top.offset) await room.heal()
    }
  }
}
