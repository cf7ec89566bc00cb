import { readEvents } from '@/lib/db/event-log'
import type { Reader } from '@/lib/db/transaction'
import type { FonanaEvent } from '@/lib/schema/events'
import { type ChannelPosition, START_EPOCH } from '@/lib/schema/positions'
import { encodeEvent, encodeResync, positionOf } from './event-frame'
import type { Subscription } from './subscription'

/**
 * One channel with its readers: puts events into the order of their offsets before anybody gets them. The next offset
 * is delivered, a lower one skipped; a hole is filled from the event table, where everything is that was committed.
 */
export class Room {
  readonly subscriptions = new Set<Subscription>()
  /** The last delivered event; null until the first reader has read where the channel stands. */
  #position: ChannelPosition | null = null
  /** Came before their turn. */
  readonly #ahead = new Map<number, FonanaEvent>()
  #healing = false

  constructor(
    readonly name: string,
    private readonly db: Reader,
    private readonly onHealError: (error: unknown, channel: string) => void,
  ) {}

  get position(): ChannelPosition | null {
    return this.#position
  }

  /** Delivers what comes after `top` from now on. Only the first call counts. */
  start(top: ChannelPosition): void {
    if (this.#position !== null) return
    this.#position = top
    this.#advance()
    if (this.#ahead.size > 0) void this.heal()
  }

  accept(event: FonanaEvent): void {
    const { epoch, offset } = positionOf(event)
    const current = this.#position
    if (current !== null && current.epoch !== START_EPOCH && current.epoch !== epoch) {
      // The channel was made anew, as by a restored backup: what readers hold says nothing about it.
      this.#jump({ epoch, offset: offset - 1 })
    }
    this.#ahead.set(offset, event)
    if (this.#position === null || this.#healing) return
    this.#advance()
    if (this.#ahead.size > 0) void this.heal()
  }

  /** Reads what is missing from the event table. A failure leaves the hole to the next event or the safety poll. */
  async heal(): Promise<void> {
    if (this.#healing || this.#position === null) return
    this.#healing = true
    try {
      do await this.#readAfter(this.#position)
      while (this.#ahead.size > 0)
    } catch (error) {
      this.onHealError(error, this.name)
    } finally {
      this.#healing = false
    }
  }

  async #readAfter(from: ChannelPosition): Promise<void> {
    const events = await readEvents(this.db, this.name, from.offset, Number.MAX_SAFE_INTEGER)
    for (const event of events) this.#ahead.set(positionOf(event).offset, event)
    this.#advance()
    const lastRead = events.at(-1)
    const readTo = lastRead === undefined ? Number.POSITIVE_INFINITY : positionOf(lastRead).offset
    // What the table no longer has was trimmed. An event later than the read was made may still have its hole filled.
    for (let next = this.#lowestAhead(); next !== null && next <= readTo; next = this.#lowestAhead()) {
      this.#jump({ epoch: positionOf(this.#ahead.get(next) as FonanaEvent).epoch, offset: next - 1 })
      this.#advance()
    }
  }

  #advance(): void {
    const current = this.#position
    if (current === null) return
    for (const offset of this.#ahead.keys()) if (offset <= current.offset) this.#ahead.delete(offset)
    let at = current
    for (let event = this.#ahead.get(at.offset + 1); event; event = this.#ahead.get(at.offset + 1)) {
      const frame = encodeEvent(event)
      at = frame.position
      this.#ahead.delete(at.offset)
      this.#position = at
      for (const subscription of this.subscriptions) subscription.deliver(frame)
    }
  }

  #jump(to: ChannelPosition): void {
    this.#position = to
    const frame = encodeResync(this.name, to)
    for (const subscription of this.subscriptions) subscription.deliver(frame)
  }

  #lowestAhead(): number | null {
    return this.#ahead.size === 0 ? null : Math.min(...this.#ahead.keys())
  }
}
