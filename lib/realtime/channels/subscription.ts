import type { Log } from '@/lib/log'
import type { Authorization, Right } from '@/lib/realtime/authorization'
import { type EventFrame, encodeResync } from '@/lib/realtime/frames/event-frame'
import type { Outbox } from '@/lib/realtime/frames/outbox'
import type { ChannelPosition } from '@/lib/schema/positions'

/** Events that one subscription may hold while it joins or its rights are read. */
const HELD_EVENTS_MAX = 10_000
const REDACTED: Right = { full: false, until: null }

/** The reader behind a subscription: a connection, seen from the channels. */
export interface Subscriber {
  readonly outbox: Pick<Outbox, 'event'>
  /** It cannot follow, or we cannot. */
  abandon(reason: string): void
}

interface SubscriptionOptions {
  channel: string
  userId: string
  subscriber: Subscriber
  authorization: Authorization
  log: Log
}

/**
 * One reader of one channel. While it joins, and while its rights are being read, what comes is held and goes out
 * afterwards in the same order.
 */
export class Subscription {
  readonly #options: SubscriptionOptions
  /** Null: nothing is held, events go straight out. */
  #held: EventFrame[] | null = []
  #releasing: Promise<void> | null = null
  /** Null: unknown, to be read before anything protected is sent. */
  #right: Right | null = null
  #rightVersion = 0
  #ended = false
  /** Whether the channel is there for this reader at all: to be read before anything more is sent. */
  #isDoubtful = false
  /** What was not for this reader was left out: told by a `resync` before anything else, should it come to that. */
  #leftOut = false
  /** What the reader had when it joined. The channel may still be about to deliver some of it. */
  #joinedAt: ChannelPosition | null = null

  constructor(options: SubscriptionOptions) {
    this.#options = options
  }

  get channel(): string {
    return this.#options.channel
  }

  get ended(): boolean {
    return this.#ended
  }

  end(): void {
    this.#ended = true
    this.#held = null
  }

  deliver(frame: EventFrame): void {
    if (this.#ended || this.#has(frame)) return
    if (this.#held === null) {
      if (this.#send(frame)) return
      this.#held = [frame]
      this.#releasing = this.#release()
    } else if (this.#held.push(frame) > HELD_EVENTS_MAX) {
      this.#options.subscriber.abandon('Too far behind')
    }
  }

  /** Holds what comes from now on. */
  async hold(): Promise<void> {
    await this.#releasing
    this.#held ??= []
  }

  /** Whether what is held follows `top` without a hole, given that the channel has been delivered up to `delivered`. */
  follows(top: ChannelPosition, delivered: ChannelPosition): boolean {
    if (delivered.offset <= top.offset) return true
    const first = this.#held?.[0]
    return first !== undefined && first.position.offset <= top.offset + 1
  }

  /** Sends `past`, then what was held of the time after `top`, and goes over to live events. */
  async begin(top: ChannelPosition, past: readonly EventFrame[]): Promise<void> {
    const held = this.#held ?? []
    this.#joinedAt = top
    this.#held = [...past, ...held.filter((frame) => !this.#has(frame))]
    this.#releasing = this.#release()
    await this.#releasing
  }

  /** The rights may have changed: nothing protected goes out before they were read again. */
  forgetRight(): void {
    this.#right = null
    this.#rightVersion += 1
  }

  /** Reads what this reader may have of the channel. False: for them there is none. */
  async readRight(): Promise<boolean> {
    const { authorization, userId, channel } = this.#options
    for (;;) {
      const version = this.#rightVersion
      const right = await authorization.readRight(userId, channel)
      // A change that came while they were read may not be in them.
      if (version !== this.#rightVersion) continue
      this.#right = right !== null && isFull(right) ? right : REDACTED
      this.#isDoubtful = right === null
      return right !== null
    }
  }

  #has({ position }: EventFrame): boolean {
    const joinedAt = this.#joinedAt
    return joinedAt !== null && position.offset <= joinedAt.offset && position.epoch === joinedAt.epoch
  }

  async #release(): Promise<void> {
    for (let frame = this.#held?.[0]; frame; frame = this.#held?.[0]) {
      if (!this.#send(frame)) {
        await this.#readRightOrLock()
        // There is no such channel for them now. What comes next is asked about again.
        if (this.#isDoubtful) this.#leaveOut()
        continue
      }
      this.#held?.shift()
    }
    this.#held = null
    this.#releasing = null
  }

  async #readRightOrLock(): Promise<void> {
    try {
      await this.readRight()
    } catch (error) {
      this.#options.log.error({ err: error, channel: this.channel }, 'rights could not be read')
      this.#options.subscriber.abandon('Temporarily unavailable')
      this.end()
    }
  }

  /** But for what says that it is over: they may have had it again in between. */
  #leaveOut(): void {
    const kept = this.#held?.filter(({ mayEnd }) => mayEnd) ?? []
    this.#leftOut ||= kept.length < (this.#held?.length ?? 0)
    this.#held &&= kept
  }

  /** False when the rights have to be read first. */
  #send(frame: EventFrame): boolean {
    if (this.#isDoubtful && !frame.mayEnd) return false
    if (this.#leftOut) {
      this.#leftOut = false
      const { epoch, offset } = frame.position
      const resync = encodeResync(frame.channel, { epoch, offset: offset - 1 })
      this.#options.subscriber.outbox.event(resync, resync.full)
    }
    if (frame.redacted === null) {
      this.#options.subscriber.outbox.event(frame, frame.full)
      this.#isDoubtful = frame.mayEnd
      return true
    }
    // A right that has ended may have been followed by another one.
    if (this.#right === null || (this.#right.full && !isFull(this.#right))) return false
    this.#options.subscriber.outbox.event(frame, this.#right.full ? frame.full : frame.redacted)
    return true
  }
}

function isFull(right: Right): boolean {
  return right.full && (right.until === null || right.until.getTime() > Date.now())
}
