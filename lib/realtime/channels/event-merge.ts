import { policyOf } from '@/lib/schema/event-policy'
import type { FonanaEvent } from '@/lib/schema/events'

/** Events that may be merged come this far apart: eight in a second at most. */
export const MERGE_GAP_MS = 125
/** Beyond that a reader may be sent two events of their own in a second. With the others that is ten. */
const OWN_GAP_MS = 500

/** What an event may be merged by. */
interface Merging {
  /** Events with the same one stand for each other: the newest says everything. */
  key: string
  about: string
  /** The user whose doing it was. */
  owner: string
}

interface Waiting {
  event: FonanaEvent
  /** Null: never merged. */
  merging: Merging | null
  /** A newer one has taken its place for everybody but its owner. */
  isOnlyForOwner: boolean
}

interface EventMergeOptions {
  /** What the channel is about. */
  subject: string
  send: (event: FonanaEvent) => void
  /** Sends an event that others are spared to its owner: on their other screens it says what they did. */
  sendToOwner: (userId: string, event: FonanaEvent) => void
}

/**
 * The events of one channel, on their way out. Of those that may be merged the first goes at once; of those that follow
 * closely only the newest of each key does. What comes while one waits stands behind it for that moment: nothing
 * overtakes.
 */
export class EventMerge {
  readonly #options: EventMergeOptions
  #waiting: Waiting[] = []
  /** When each owner was last sent an event that others were spared. */
  #ownSentAt = new Map<string, number>()
  #sentAt = Number.NEGATIVE_INFINITY

  constructor(options: EventMergeOptions) {
    this.#options = options
  }

  get isWaiting(): boolean {
    return this.#waiting.length > 0
  }

  /** `now` in milliseconds of a clock that is never set. */
  accept(event: FonanaEvent, now: number): void {
    const merging = mergingOf(event)
    if (merging !== null && (this.isWaiting || now - this.#sentAt < MERGE_GAP_MS)) {
      this.#makeWay(merging)
      this.#waiting.push({ event, merging, isOnlyForOwner: false })
    } else if (this.isWaiting) {
      this.#waiting.push({ event, merging, isOnlyForOwner: false })
    } else {
      if (merging !== null) this.#sentAt = now
      this.#options.send(event)
    }
  }

  /** Sends what waits, if its time has come. */
  flushDue(now: number): void {
    if (!this.isWaiting || now - this.#sentAt < MERGE_GAP_MS) return
    const waiting = this.#waiting
    this.#waiting = []
    this.#sentAt = now
    for (const [owner, sentAt] of this.#ownSentAt) {
      if (now - sentAt >= OWN_GAP_MS) this.#ownSentAt.delete(owner)
    }
    for (const { event, merging, isOnlyForOwner } of waiting) {
      if (!isOnlyForOwner) this.#options.send(event)
      else if (merging !== null && !this.#ownSentAt.has(merging.owner)) {
        this.#ownSentAt.set(merging.owner, now)
        this.#options.sendToOwner(merging.owner, event)
      }
    }
  }

  /** Forgets what waits: something that comes after it says everything. */
  clear(): void {
    this.#waiting = []
  }

  /** Those that a newer one stands for are for their owner alone, unless it is the owner's too. */
  #makeWay(newer: Merging): void {
    this.#waiting = this.#waiting.flatMap((entry) => {
      if (entry.merging?.key !== newer.key) return entry
      const { about, owner } = entry.merging
      // Where a channel is about several things, what others wait for stands before it: an owner's would be out of order.
      const isKept = owner !== newer.owner && about === this.#options.subject
      return isKept ? { ...entry, isOnlyForOwner: true } : []
    })
  }
}

export function isMerged(event: FonanaEvent): boolean {
  return policyOf(event.type)?.merged !== undefined
}

function mergingOf({ type, data }: FonanaEvent): Merging | null {
  const merged = policyOf(type)?.merged
  if (merged === undefined) return null
  const fields: Record<string, unknown> = data
  const about = String(fields[merged.about])
  return { key: `${merged.group} ${about}`, about, owner: String(fields[merged.by]) }
}
