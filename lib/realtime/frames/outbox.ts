import type { RealtimeStats } from '@/lib/realtime/stats'
import { type EventFrame, encodeResync } from './event-frame'
import { FrameChain } from './frame-chain'

/** Events waiting for a slow reader are replaced by one `resync` per channel above this many bytes. */
const SLOW_BYTES = 64 * 1024
/** A reader for whom even this many bytes wait is closed. */
const OVERFLOW_BYTES = 1024 * 1024

/** Where frames go: the connection, and in tests anything. */
export interface Transport {
  /** Whether what is handed over now leaves this process instead of piling up in it. */
  readonly ready: boolean
  readonly stats: Pick<RealtimeStats, 'resyncs'>
  /** Sends whole frames, in one write. The bytes are shared with other readers. */
  write(bytes: Buffer, events: number): void
  /** `flush` is called when `ready` has become true again. */
  flushWhenReady(): void
  /** More waits than may: the connection has to end. */
  overflow(): void
}

/** Where the chains of this turn begin, so that readers of the same events come the same way. */
let origin = FrameChain.begin()
let dirty: Outbox[] = []

/** One write per socket and turn of the event loop, however many frames the turn had for it. */
function flushTurn(): void {
  const outboxes = dirty
  dirty = []
  origin = FrameChain.begin()
  for (const outbox of outboxes) outbox.flush()
}

/**
 * What waits to be sent to one reader. It stays here, where it can still be replaced, until the transport has let
 * go of what it was given before: bytes that a transport holds cannot be taken back.
 */
export class Outbox {
  readonly #transport: Transport
  /** Null: nothing waits. */
  #waiting: FrameChain | null = null
  #scheduled = false
  #closed = false

  constructor(transport: Transport) {
    this.#transport = transport
  }

  answer(data: Buffer): void {
    this.#push(data, null)
  }

  event(frame: EventFrame, data: Buffer): void {
    this.#push(data, frame)
  }

  /** Hands over what waits, if the transport is ready for it. */
  flush(): void {
    this.#scheduled = false
    if (this.#waiting === null) return
    if (this.#transport.ready) this.#handOver(this.#waiting)
    else this.#transport.flushWhenReady()
  }

  /** Hands over what waits, ready or not, and takes no more: a closing frame comes next. */
  end(): void {
    if (this.#waiting !== null) this.#handOver(this.#waiting)
    this.#closed = true
  }

  /** Forgets what waits and takes no more. */
  discard(): void {
    this.#waiting = null
    this.#closed = true
  }

  #push(data: Buffer, event: FrameChain['event']): void {
    if (this.#closed) return
    const waiting = (this.#waiting ?? origin).append(data, event)
    this.#waiting = waiting
    if (waiting.bytes > SLOW_BYTES) this.#relieve(waiting)
    if (!this.#scheduled && !this.#closed) {
      this.#scheduled = true
      if (dirty.push(this) === 1) setImmediate(flushTurn)
    }
  }

  #relieve(waiting: FrameChain): void {
    if (this.#transport.ready) {
      this.#handOver(waiting)
      return
    }
    const left = waiting.eventBytes > SLOW_BYTES ? this.#replaceEvents(waiting) : waiting
    this.#waiting = left
    if (left !== null && left.bytes > OVERFLOW_BYTES) this.#transport.overflow()
  }

  #handOver(waiting: FrameChain): void {
    this.#waiting = null
    this.#transport.stats.resyncs += waiting.resyncs
    this.#transport.write(waiting.join(), waiting.events)
  }

  /** The resync of a channel stands where its newest event stood, after the answer that may have begun it. */
  #replaceEvents(waiting: FrameChain): FrameChain | null {
    const seen = new Set<string>()
    const kept: FrameChain[] = []
    for (let link: FrameChain | null = waiting; link !== null; link = link.before) {
      if (link.event !== null) {
        if (seen.has(link.event.channel)) continue
        seen.add(link.event.channel)
      }
      kept.push(link)
    }
    let chain: FrameChain | null = null
    for (const { event, data } of kept.reverse()) {
      if (event === null) {
        chain = new FrameChain(chain, data, null)
      } else {
        const { channel, position } = event
        chain = new FrameChain(chain, encodeResync(channel, position).full, { channel, position }, true)
      }
    }
    return chain
  }
}
