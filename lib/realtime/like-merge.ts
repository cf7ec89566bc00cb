import type { FonanaEvent } from '@/lib/schema/events'

/** Likes come this far apart: eight in a second at most. */
export const LIKE_GAP_MS = 125
/** Beyond that a reader may be sent two likes of their own in a second. With the others that is ten. */
const OWN_GAP_MS = 500

type Like = Extract<FonanaEvent, { type: 'post_liked' | 'post_unliked' }>

interface Waiting {
  event: FonanaEvent
  /** Set when a newer like has taken its place for everybody but the one who gave it. */
  onlyFor: string | null
}

interface LikeMergeOptions {
  send: (event: FonanaEvent) => void
  /** Sends a like that others are spared to those who gave it: on their other screens it says what they did. */
  sendToOwner: (userId: string, like: FonanaEvent) => void
}

/**
 * The events of one channel, on their way out. The first like goes at once; of those that follow closely only the newest
 * of each post does, as its count says everything. What comes while one waits stands behind it for that moment: nothing
 * overtakes.
 */
export class LikeMerge {
  readonly #options: LikeMergeOptions
  #waiting: Waiting[] = []
  /** When each owner was last sent a like that others were spared. */
  #ownSentAt = new Map<string, number>()
  #sentAt = Number.NEGATIVE_INFINITY

  constructor(options: LikeMergeOptions) {
    this.#options = options
  }

  get isWaiting(): boolean {
    return this.#waiting.length > 0
  }

  /** `now` in milliseconds of a clock that is never set. */
  accept(event: FonanaEvent, now: number): void {
    if (isLike(event)) return this.#acceptLike(event, now)
    if (this.isWaiting) this.#waiting.push({ event, onlyFor: null })
    else this.#options.send(event)
  }

  /** Sends what waits, if its time has come. */
  flushDue(now: number): void {
    if (!this.isWaiting || now - this.#sentAt < LIKE_GAP_MS) return
    const waiting = this.#waiting
    this.#waiting = []
    this.#sentAt = now
    for (const [owner, sentAt] of this.#ownSentAt) {
      if (now - sentAt >= OWN_GAP_MS) this.#ownSentAt.delete(owner)
    }
    for (const { event, onlyFor } of waiting) {
      if (onlyFor === null) this.#options.send(event)
      else if (!this.#ownSentAt.has(onlyFor)) {
        this.#ownSentAt.set(onlyFor, now)
        this.#options.sendToOwner(onlyFor, event)
      }
    }
  }

  /** Forgets what waits: something that comes after it says everything. */
  clear(): void {
    this.#waiting = []
  }

  #acceptLike(like: Like, now: number): void {
    if (!this.isWaiting && now - this.#sentAt >= LIKE_GAP_MS) {
      this.#sentAt = now
      return this.#options.send(like)
    }
    const { postId, userId } = like.data
    this.#waiting = this.#waiting.flatMap((entry) => {
      if (!isLike(entry.event) || entry.event.data.postId !== postId) return entry
      // A later one of the same person says what they did, and the newest says it to all.
      const owner = entry.event.data.userId
      return owner === userId ? [] : { event: entry.event, onlyFor: owner }
    })
    this.#waiting.push({ event: like, onlyFor: null })
  }
}

export function isLike(event: FonanaEvent): event is Like {
  return event.type === 'post_liked' || event.type === 'post_unliked'
}
