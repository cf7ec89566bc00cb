import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { getPost } from '@/lib/client/api/api'
import { isAfter } from '@/lib/schema/positions'
import type { Post } from '@/lib/schema/posts'
import { factsOf, mapPost } from './post-cache'
import { keys } from './query-keys'

/** Changes that come close together are one reading: what was just paid for waits for no more than that. */
const GATHER_MS = 5
/** What thousands see in the same instant they read again over this time, each at a moment of chance. */
const SPREAD_MS = 1_000
/** The same is read again at most this often: a storm of likes is no storm of readings. The first is at once. */
const PACE_MS = 1_000
/** More posts than this are not read one by one. */
const POSTS_ONE_BY_ONE_MAX = 5

/** `now`: what concerns this user alone. `spread`: what many see change together. */
export type Urgency = 'now' | 'spread'

interface Due {
  at: number
  /** A post to be read by itself, or queries to be read again. */
  what: { postId: string } | { queryKey: QueryKey }
}

/**
 * Reads again what an event made wrong. What is being read at that moment may have been read before the change, and
 * an invalidation would join a first reading: it is cancelled first.
 */
export class Refresher {
  readonly #due = new Map<string, Due>()
  readonly #doneAt = new Map<string, number>()
  /** The reading of each post that began last. */
  readonly #readings = new Map<string, number>()
  #lastReading = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #timerAt = Number.POSITIVE_INFINITY

  /** `random` is from 0 to 1. */
  readonly client: QueryClient
  private readonly random: () => number

  constructor(client: QueryClient, random: () => number = Math.random) {
    this.client = client
    this.random = random
  }

  /** Whether nothing waits to be read again. */
  get isIdle(): boolean {
    return this.#due.size === 0
  }

  refresh(...queryKeys: QueryKey[]): void {
    for (const queryKey of queryKeys) this.#add(JSON.stringify(queryKey), { queryKey }, 'now')
  }

  refreshSpread(...queryKeys: QueryKey[]): void {
    for (const queryKey of queryKeys) this.#add(JSON.stringify(queryKey), { queryKey }, 'spread')
  }

  /** Reads one post and puts it wherever it shows: opens a post in a long feed without reading the feed again. */
  refreshPost(postId: string, urgency: Urgency = 'now'): void {
    this.#add(`post ${postId}`, { postId }, urgency)
  }

  /** Reads again what is being read right now, maybe from before the change. */
  refreshUnderway(...queryKeys: QueryKey[]): void {
    for (const queryKey of queryKeys) this.refresh(...this.#underway(queryKey))
  }

  /** Read again when it is shown the next time: what is on screen now stays as it is. */
  outdate(queryKey: QueryKey): void {
    void this.client.invalidateQueries({ queryKey, refetchType: 'none' })
    this.refreshUnderway(queryKey)
  }

  /** Does now what was gathered. */
  flush(): void {
    this.#run(Number.POSITIVE_INFINITY)
  }

  /** Who came as a visitor has signed in: what is on screen stays until it is read for them. */
  readEverythingAgain(): void {
    this.client.removeQueries({ predicate: (query) => isReaders(query) && query.getObserversCount() === 0 })
    for (const query of this.client.getQueryCache().findAll({ predicate: isReaders })) {
      this.refresh(query.queryKey)
    }
    // What is under way was asked for by the one before.
    this.#readings.clear()
    this.flush()
  }

  /** Another user, or none: nothing of the one before may stay, and nothing is waited for. */
  forgetEverything(): void {
    this.#readings.clear()
    this.#due.clear()
    clearTimeout(this.#timer)
    this.#timerAt = Number.POSITIVE_INFINITY
    this.client.removeQueries({ predicate: isReaders })
  }

  #add(name: string, what: Due['what'], urgency: Urgency): void {
    const now = performance.now()
    const wait = urgency === 'now' ? GATHER_MS : this.random() * SPREAD_MS
    const at = Math.max(now + wait, (this.#doneAt.get(name) ?? Number.NEGATIVE_INFINITY) + PACE_MS)
    const known = this.#due.get(name)
    if (known !== undefined && known.at <= at) return
    this.#due.set(name, { at, what })
    this.#wakeAt(at)
  }

  #wakeAt(at: number): void {
    if (at >= this.#timerAt) return
    clearTimeout(this.#timer)
    this.#timerAt = at
    this.#timer = setTimeout(() => this.#run(performance.now()), at - performance.now())
  }

  #run(until: number): void {
    clearTimeout(this.#timer)
    this.#timerAt = Number.POSITIVE_INFINITY
    const due = [...this.#due].filter(([, { at }]) => at <= until)
    for (const [name] of due) {
      this.#due.delete(name)
      this.#doneAt.set(name, performance.now())
    }
    for (const [name, at] of this.#doneAt) if (at + PACE_MS < performance.now()) this.#doneAt.delete(name)
    this.#read(due.map(([, { what }]) => what))
    for (const { at } of this.#due.values()) this.#wakeAt(at)
  }

  #read(due: Due['what'][]): void {
    const postIds = due.flatMap((what) => ('postId' in what ? [what.postId] : []))
    const queryKeys = due.flatMap((what) => ('queryKey' in what ? [what.queryKey] : []))
    const oneByOne = postIds.length <= POSTS_ONE_BY_ONE_MAX
    if (postIds.length > 0) queryKeys.push(...(oneByOne ? this.#underway(keys.posts) : [keys.posts]))
    for (const postId of postIds) queryKeys.push(keys.comments(postId))
    for (const queryKey of queryKeys) void this.client.cancelQueries({ queryKey })
    for (const queryKey of queryKeys) void this.client.invalidateQueries({ queryKey })
    if (oneByOne) for (const postId of postIds) void this.#readPost(postId)
  }

  async #readPost(postId: string): Promise<void> {
    this.#lastReading += 1
    const reading = this.#lastReading
    this.#readings.set(postId, reading)
    const isLatest = () => this.#readings.get(postId) === reading
    try {
      const post = await getPost(postId)
      // A reading that began later knows better.
      if (isLatest()) mapPost(this.client, postId, (copy) => post && laterOf(copy, post))
    } catch {
      // Read again with everything else, when there is a connection.
      if (isLatest()) this.refresh(keys.posts)
    } finally {
      if (isLatest()) this.#readings.delete(postId)
    }
  }

  #underway(queryKey: QueryKey): QueryKey[] {
    const queries = this.client.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' })
    return queries.map((query) => query.queryKey)
  }
}

/** Everything but who the reader is. */
function isReaders({ queryKey }: { queryKey: QueryKey }): boolean {
  return queryKey[0] !== keys.me[0]
}

/** What was read, but for what events have told of since. */
function laterOf(copy: Post, read: Post): Post {
  if (!isAfter(copy.position, read.position)) return read
  const { likesCount, commentsCount, liked, position } = copy
  const facts = copy.updatedAt > read.updatedAt ? factsOf(copy) : {}
  return { ...read, ...facts, likesCount, commentsCount, liked, position }
}
