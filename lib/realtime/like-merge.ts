import type { EventData, FonanaEvent } from '@/lib/schema/events'

/** Likes of one post come this far apart, which is ten a second at most. */
export const LIKE_GAP_MS = 105

type Like = Extract<FonanaEvent, { type: 'post_liked' | 'post_unliked' }>

export function isLike(event: FonanaEvent): event is Like {
  return event.type === 'post_liked' || event.type === 'post_unliked'
}

interface LikeMergeOptions {
  send: (like: Like) => void
  /** Sends a like that others are spared to those who gave it: on their other screens it says what they did. */
  sendToOwner: (userId: string, like: Like) => void
}

/**
 * The likes of one channel. The first goes out at once; of those that follow closely only the newest of each post
 * does, as its count says everything. What waits keeps its place: it goes out before any later event.
 */
export class LikeMerge {
  readonly #options: LikeMergeOptions
  readonly #waiting = new Map<EventData<'post_liked'>['postId'], Like>()
  #sentAt = Number.NEGATIVE_INFINITY

  constructor(options: LikeMergeOptions) {
    this.#options = options
  }

  get isWaiting(): boolean {
    return this.#waiting.size > 0
  }

  accept(like: Like, now: number): void {
    if (!this.isWaiting && now - this.#sentAt >= LIKE_GAP_MS) {
      this.#sentAt = now
      return this.#options.send(like)
    }
    const { postId } = like.data
    const replaced = this.#waiting.get(postId)
    // Set anew, so that what waits stands in the order of its positions.
    this.#waiting.delete(postId)
    this.#waiting.set(postId, like)
    if (replaced !== undefined && replaced.data.userId !== like.data.userId) {
      this.#options.sendToOwner(replaced.data.userId, replaced)
    }
  }

  /** Sends what waits, if its time has come. */
  flushDue(now: number): void {
    if (this.isWaiting && now - this.#sentAt >= LIKE_GAP_MS) this.flush(now)
  }

  /** Sends what waits. */
  flush(now: number): void {
    if (!this.isWaiting) return
    const likes = [...this.#waiting.values()]
    this.#waiting.clear()
    this.#sentAt = now
    for (const like of likes) this.#options.send(like)
  }

  /** Forgets what waits: something that comes after it says everything. */
  clear(): void {
    this.#waiting.clear()
  }
}
