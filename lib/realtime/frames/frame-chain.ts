import type { EventFrame } from './event-frame'

const NOTHING = Buffer.alloc(0)

/**
 * Frames in the order in which one reader gets them, as a chain of which readers share what they have in common:
 * `append` gives the same link to every reader that came the same way. A thousand readers of one channel cost one
 * link per event, and the bytes of a turn are joined once for all of them.
 */
export class FrameChain {
  readonly before: FrameChain | null
  readonly data: Buffer
  /** Set for events and resyncs, which may be replaced; answers may not. */
  readonly event: Pick<EventFrame, 'channel' | 'position'> | null
  readonly bytes: number
  /** The part of `bytes` that a `resync` can stand for. */
  readonly eventBytes: number
  readonly events: number
  readonly resyncs: number
  /** The last links made here: with two of them readers of two kinds, as of full and redacted events, share theirs. */
  #newest: FrameChain | null = null
  #other: FrameChain | null = null
  #joined: Buffer | null = null

  constructor(before: FrameChain | null, data: Buffer, event: FrameChain['event'], isResync = false) {
    this.before = before
    this.data = data
    this.event = event
    const isEvent = event !== null && !isResync
    this.bytes = (before?.bytes ?? 0) + data.length
    this.eventBytes = (before?.eventBytes ?? 0) + (isEvent ? data.length : 0)
    this.events = (before?.events ?? 0) + (isEvent ? 1 : 0)
    this.resyncs = (before?.resyncs ?? 0) + (isResync ? 1 : 0)
  }

  /** Where the readers of one turn begin. No link points back to it, so that none keeps the turn in memory. */
  static begin(): FrameChain {
    return new FrameChain(null, NOTHING, null)
  }

  append(data: Buffer, event: FrameChain['event']): FrameChain {
    if (this.#newest?.data === data) return this.#newest
    if (this.#other?.data === data) return this.#other
    this.#other = this.#newest
    this.#newest = new FrameChain(this.bytes === 0 ? null : this, data, event)
    return this.#newest
  }

  /** All frames up to here, one after the other. */
  join(): Buffer {
    if (this.before === null) return this.data
    this.#joined ??= this.#copy()
    return this.#joined
  }

  #copy(): Buffer {
    const joined = Buffer.allocUnsafe(this.bytes)
    let link: FrameChain | null = this
    for (let end = this.bytes; link !== null; link = link.before) {
      end -= link.data.length
      joined.set(link.data, end)
    }
    return joined
  }
}
