import type { ChannelPosition } from '@/lib/schema/positions'
import { type EventFrame, encodeResync } from './event-frame'

/** Events waiting for a slow reader are replaced by one `resync` per channel above this many bytes. */
const SLOW_BYTES = 64 * 1024
/** A reader for whom even this many bytes wait is closed. */
const OVERFLOW_BYTES = 1024 * 1024

/** Where frames go: the connection, and in tests anything. */
export interface Transport {
  /** Whether what is handed over now leaves this process instead of piling up in it. */
  readonly ready: boolean
  /** Sends text frames, joined into one write. */
  write(frames: readonly Buffer[]): void
  /** More waits than may: the connection has to end. */
  overflow(): void
}

interface Entry {
  data: Buffer
  /** Set for events and resyncs, which may be replaced; answers may not. */
  event: { channel: string; position: ChannelPosition } | null
}

let dirty: Outbox[] = []

/** One write per socket and turn of the event loop, however many frames the turn had for it. */
function flushTurn(): void {
  const outboxes = dirty
  dirty = []
  for (const outbox of outboxes) outbox.flush()
}

/**
 * What waits to be sent to one reader. It stays here, where it can still be replaced, until the transport has let
 * go of what it was given before: bytes that a transport holds cannot be taken back.
 */
export class Outbox {
  readonly #transport: Transport
  #entries: Entry[] = []
  #bytes = 0
  #eventBytes = 0
  #scheduled = false
  #closed = false

  constructor(transport: Transport) {
    this.#transport = transport
  }

  answer(data: Buffer): void {
    this.#push({ data, event: null })
  }

  event(frame: EventFrame, data: Buffer): void {
    this.#eventBytes += data.length
    this.#push({ data, event: frame })
  }

  /** Hands over what waits, if the transport is ready for it. */
  flush(): void {
    this.#scheduled = false
    if (this.#entries.length > 0 && this.#transport.ready) this.#handOver()
  }

  /** Hands over what waits, ready or not, and takes no more: a closing frame comes next. */
  end(): void {
    if (this.#entries.length > 0) this.#handOver()
    this.#closed = true
  }

  /** Forgets what waits and takes no more. */
  discard(): void {
    this.#entries = []
    this.#closed = true
  }

  #push(entry: Entry): void {
    if (this.#closed) return
    this.#entries.push(entry)
    this.#bytes += entry.data.length
    if (this.#bytes > SLOW_BYTES) this.#relieve()
    if (!this.#scheduled && !this.#closed) {
      this.#scheduled = true
      if (dirty.push(this) === 1) setImmediate(flushTurn)
    }
  }

  #relieve(): void {
    if (this.#transport.ready) return this.#handOver()
    if (this.#eventBytes > SLOW_BYTES) this.#replaceEvents()
    if (this.#bytes > OVERFLOW_BYTES) this.#transport.overflow()
  }

  #handOver(): void {
    const frames = this.#entries.map((entry) => entry.data)
    this.#entries = []
    this.#bytes = 0
    this.#eventBytes = 0
    this.#transport.write(frames)
  }

  /** The resync of a channel stands where its newest event stood, after the answer that may have begun it. */
  #replaceEvents(): void {
    const seen = new Set<string>()
    const kept: Entry[] = []
    for (const entry of this.#entries.reverse()) {
      if (entry.event === null) {
        kept.push(entry)
      } else if (!seen.has(entry.event.channel)) {
        const { channel, position } = entry.event
        seen.add(channel)
        kept.push({ data: encodeResync(channel, position).full, event: { channel, position } })
      }
    }
    this.#entries = kept.reverse()
    this.#bytes = this.#entries.reduce((sum, entry) => sum + entry.data.length, 0)
    this.#eventBytes = 0
  }
}
