import type { ChannelPosition } from '@/lib/schema/positions'
import type { Authorization, PostRight } from './authorization'
import type { EventFrame } from './event-frame'
import type { RealtimeLog } from './log'
import type { Outbox } from './outbox'

/** Events that one subscription may hold while it joins or its rights are read. */
const HELD_EVENTS_MAX = 10_000

/** The reader behind a subscription: a connection, seen from the channels. */
export interface Subscriber {
  readonly outbox: Outbox
  /** It cannot follow, or we cannot. */
  abandon(reason: string): void
}

interface SubscriptionOptions {
  channel: string
  /** Set on the channel of a post, whose rights decide what is sent. */
  postId: string | null
  userId: string
  subscriber: Subscriber
  authorization: Authorization
  log: RealtimeLog
}

/**
 * One reader of one channel. While it joins, and while its rights are being read, what comes is held and goes out
 * afterwards in the same order.
 */
export class Subscription {
  /** Null: nothing is held, events go straight out. */
  #held: EventFrame[] | null = []
  #releasing: Promise<void> | null = null
  /** Null: unknown, to be read before anything protected is sent. */
  #right: PostRight | null = null
  #rightVersion = 0
  #ended = false
  /** What the reader had when it joined. The channel may still be about to deliver some of it. */
  #joinedAt: ChannelPosition | null = null

  constructor(private readonly options: SubscriptionOptions) {}

  get channel(): string {
    return this.options.channel
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
      this.options.subscriber.abandon('Too far behind')
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

  /** Reads the rights of this reader in the post. False: there is no such post. */
  async readRight(): Promise<boolean> {
    const { authorization, userId, postId } = this.options
    if (postId === null) return true
    for (;;) {
      const version = this.#rightVersion
      const right = await authorization.postRight(userId, postId)
      // A change that came while they were read may not be in them.
      if (version !== this.#rightVersion) continue
      this.#right = right !== null && isOpen(right) ? right : { unlocked: false, until: null }
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
      this.options.log.error({ err: error, channel: this.channel }, 'rights could not be read')
      this.options.subscriber.abandon('Temporarily unavailable')
      this.end()
    }
  }

  /** False when the rights have to be read first. */
  #send(frame: EventFrame): boolean {
    if (frame.redacted === null || this.options.postId === null) {
      this.options.subscriber.outbox.event(frame, frame.full)
      return true
    }
    // A right that has ended may have been followed by another one.
    if (this.#right === null || (this.#right.unlocked && !isOpen(this.#right))) return false
    this.options.subscriber.outbox.event(frame, this.#right.unlocked ? frame.full : frame.redacted)
    return true
  }
}

function isOpen(right: PostRight): boolean {
  return right.unlocked && (right.until === null || right.until.getTime() > Date.now())
}
