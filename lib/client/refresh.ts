import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { Post } from '@/lib/schema/posts'
import { getPost } from './api'
import { mapPost } from './post-cache'
import { keys } from './query-keys'

/** Changes that come close together are one reading. */
const GATHER_MS = 30

/**
 * Reads again what an event made wrong. What is being read at that moment may have been read before the change, and
 * an invalidation would join a first reading: it is cancelled first.
 */
export class Refresher {
  readonly #due = new Map<string, QueryKey>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(readonly client: QueryClient) {}

  refresh(...queryKeys: QueryKey[]): void {
    for (const queryKey of queryKeys) this.#due.set(JSON.stringify(queryKey), queryKey)
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS)
  }

  /** Read again when it is shown the next time: what is on screen now stays as it is. */
  outdate(queryKey: QueryKey): void {
    void this.client.invalidateQueries({ queryKey, refetchType: 'none' })
  }

  /** Does now what was gathered. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const due = [...this.#due.values()]
    this.#due.clear()
    for (const queryKey of due) void this.client.cancelQueries({ queryKey })
    for (const queryKey of due) void this.client.invalidateQueries({ queryKey })
  }

  /** Reads one post and puts it wherever it shows: opens a post in a long feed without reading the feed again. */
  async refreshPost(postId: string): Promise<void> {
    const { client } = this
    const underway = client
      .getQueryCache()
      .findAll({ queryKey: keys.posts, fetchStatus: 'fetching' })
      .map((query) => query.queryKey)
    if (underway.length > 0) this.refresh(...underway)
    this.refresh(keys.comments(postId))
    let post: Post | null
    try {
      post = await getPost(postId)
    } catch {
      // Read again with everything else, when there is a connection.
      return this.refresh(keys.posts)
    }
    mapPost(client, postId, () => post)
  }

  /** Another user, or none: nothing of the one before may stay. */
  forgetEverything(): void {
    this.client.removeQueries({
      predicate: (query) => query.getObserversCount() === 0 && query.queryKey[0] !== 'me',
    })
    for (const query of this.client.getQueryCache().findAll()) {
      if (query.queryKey[0] !== 'me') this.refresh(query.queryKey)
    }
    this.flush()
  }
}
