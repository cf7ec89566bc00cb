import { readEvents } from '@/lib/db/event-log'
import type { Reader } from '@/lib/db/reader'
import { type EventFrame, encodeEvent, encodeResync, positionOf } from '@/lib/realtime/frames/event-frame'
import { splitChannel } from '@/lib/schema/channel-names'
import type { FonanaEvent } from '@/lib/schema/events'
import { type ChannelPosition, START_EPOCH } from '@/lib/schema/positions'
import { EventMerge, isMerged } from './event-merge'
import type { MergeClock, WaitingPlace } from './merge-clock'
import type { Subscription } from './subscription'

/** What a room needs of the hub. */
export interface RoomContext {
  db: Reader
  /** Rights that were read earlier may be outdated without this process having been told. */
  shared: boolean
  onHealError(error: unknown, channel: string): void
  mergeClock: MergeClock
  /** The subscriptions of one user to a channel. */
  subscriptionsOf(userId: string, channel: string): Iterable<Subscription>
  /** Milliseconds from the commit of an event to its sending. */
  observeLag(ms: number): void
}

/**
 * One channel with its readers: puts events into the order of their offsets before anybody gets them. The next offset
 * is delivered, a lower one skipped; a hole is filled from the event table, where everything is that was committed.
 */
export class Room implements WaitingPlace {
  readonly name: string
  /** Resolves when what is published on the channel arrives here. */
  readonly heard: Promise<void>
  readonly subscriptions = new Set<Subscription>()
  readonly #context: RoomContext
  /** The last event that was passed on; null until the first reader has read where the channel stands. */
  #position: ChannelPosition | null = null
  /** Came before their turn. */
  readonly #ahead = new Map<number, FonanaEvent>()
  /** Made by the first event that may be merged: most channels never see one. */
  #merge: EventMerge | null = null
  #healing = false

  constructor(name: string, heard: Promise<void>, context: RoomContext) {
    this.name = name
    this.heard = heard
    this.#context = context
  }

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

  /** Reads what is missing from the event table. A failure leaves the hole to the next event or the next look. */
  async heal(): Promise<void> {
    if (this.#healing || this.#position === null) return
    this.#healing = true
    try {
      do await this.#readAfter(this.#position)
      while (this.#ahead.size > 0)
    } catch (error) {
      this.#context.onHealError(error, this.name)
    } finally {
      this.#healing = false
    }
  }

  flushMerged(): boolean {
    this.#merge?.flushDue(performance.now())
    return this.#merge?.isWaiting ?? false
  }

  async #readAfter(from: ChannelPosition): Promise<void> {
    const events = await readEvents(this.#context.db, this.name, from.offset, Number.MAX_SAFE_INTEGER)
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
    if (this.#position === null) return
    const { offset: done } = this.#position
    for (const offset of this.#ahead.keys()) if (offset <= done) this.#ahead.delete(offset)
    for (let offset = done + 1; ; offset += 1) {
      const event = this.#ahead.get(offset)
      if (event === undefined) return
      this.#ahead.delete(offset)
      this.#position = positionOf(event)
      this.#pass(event)
    }
  }

  #pass(event: FonanaEvent): void {
    if (this.#merge === null && isMerged(event)) {
      this.#merge = new EventMerge({
        subject: splitChannel(this.name).subject,
        send: (next) => this.#send(next),
        sendToOwner: (userId, own) => this.#sendToOwner(userId, own),
      })
    }
    if (this.#merge === null) {
      this.#send(event)
    } else {
      this.#merge.accept(event, performance.now())
      if (this.#merge.isWaiting) this.#context.mergeClock.add(this)
    }
  }

  #send(event: FonanaEvent): void {
    const frame = encodeEvent(event)
    this.#context.observeLag(Math.max(0, Date.now() - Date.parse(event.at)))
    // Told of by the order in which messages came here, which need not be the order of the commits.
    const isDoubtful = this.#context.shared && frame.redacted !== null
    for (const subscription of this.subscriptions) {
      if (isDoubtful) subscription.forgetRight()
      subscription.deliver(frame)
    }
  }

  #sendToOwner(userId: string, event: FonanaEvent): void {
    let frame: EventFrame | null = null
    for (const subscription of this.#context.subscriptionsOf(userId, this.name)) {
      frame ??= encodeEvent(event)
      subscription.deliver(frame)
    }
  }

  #jump(to: ChannelPosition): void {
    this.#position = to
    this.#merge?.clear()
    const frame = encodeResync(this.name, to)
    for (const subscription of this.subscriptions) subscription.deliver(frame)
  }

  #lowestAhead(): number | null {
    return this.#ahead.size === 0 ? null : Math.min(...this.#ahead.keys())
  }
}
