import { sql } from 'drizzle-orm'
import { readEvents, topPosition } from '@/lib/db/event-log'
import type { Reader } from '@/lib/db/transaction'
import type { FonanaEvent } from '@/lib/schema/events'
import { type ChannelPosition, formatPosition, parsePosition, START_EPOCH } from '@/lib/schema/positions'
import { encodeEvent } from './event-frame'
import type { RealtimeLog } from './log'
import { Room } from './room'
import type { Subscription } from './subscription'

/** Who was away for longer than this many events reads the data again. */
const REPLAY_MAX = 500

export interface Joined {
  position: string
  recovered: boolean
  replayed: number
}

/**
 * Channels and their readers. It is told of committed events by `publish`, which is a hint: what the hint misses is
 * read from the event table, by the next event of the channel or by `heal`.
 */
export class Hub {
  readonly #rooms = new Map<string, Room>()

  constructor(
    private readonly db: Reader,
    private readonly log: RealtimeLog,
  ) {}

  publish(events: readonly FonanaEvent[]): void {
    for (const event of events) {
      if (event.type === 'post_updated') this.#forgetRights(event.channel)
    }
    for (const event of events) this.#rooms.get(event.channel)?.accept(event)
  }

  /** From here on the subscription holds what its channel delivers. */
  enter(subscription: Subscription): void {
    let room = this.#rooms.get(subscription.channel)
    if (room === undefined) {
      room = new Room(subscription.channel, this.db, this.#healFailed)
      this.#rooms.set(subscription.channel, room)
    }
    room.subscriptions.add(subscription)
  }

  leave(subscription: Subscription): void {
    subscription.end()
    const room = this.#rooms.get(subscription.channel)
    room?.subscriptions.delete(subscription)
    if (room?.subscriptions.size === 0) this.#rooms.delete(subscription.channel)
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
    for (;;) {
      const top = await topPosition(this.db, name)
      const past = since === undefined ? null : await this.#history(name, since, top)
      const room = this.#rooms.get(name)
      if (subscription.ended || room === undefined) return
      room.start(top)
      // Another reader may have started the channel later than our look at it; then look again.
      if (!subscription.follows(top, room.position ?? top)) continue
      answer({ position: formatPosition(top), recovered: past !== null, replayed: past?.length ?? 0 })
      return subscription.begin(top, past?.map(encodeEvent) ?? [])
    }
  }

  /** Looks whether a channel has gone on without us. */
  async heal(): Promise<void> {
    const names = [...this.#rooms.keys()]
    if (names.length === 0) return
    const { rows } = await this.db.execute<{ name: string; top: string }>(
      sql`select name, top_offset::text as top from channels
        where name in (select jsonb_array_elements_text(${JSON.stringify(names)}::jsonb))`,
    )
    for (const { name, top } of rows) {
      const room = this.#rooms.get(name)
      if (room?.position && room.position.offset < Number(top)) await room.heal()
    }
  }

  /** The events after `since` up to `top`; null when they cannot be had in full. */
  async #history(name: string, since: string, top: ChannelPosition): Promise<FonanaEvent[] | null> {
    const from = parsePosition(since)
    if (from === null) return null
    const isStart = from.epoch === START_EPOCH && from.offset === 0
    if (!isStart && from.epoch !== top.epoch) return null
    const missing = top.offset - from.offset
    if (missing < 0 || missing > REPLAY_MAX) return null
    if (missing === 0) return []
    const events = await readEvents(this.db, name, from.offset, top.offset)
    return events.length === missing ? events : null
  }

  /** Price or tier may have changed with the post: for all its readers. */
  #forgetRights(channel: string): void {
    for (const subscription of this.#rooms.get(channel)?.subscriptions ?? []) subscription.forgetRight()
  }

  readonly #healFailed = (error: unknown, channel: string) => {
    this.log.warn({ err: error, channel }, 'events could not be read, will try again')
  }
}
