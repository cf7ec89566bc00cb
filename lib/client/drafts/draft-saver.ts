import type { NewPost } from '@/lib/client/api/api'
import { conflictOf } from '@/lib/client/api/api-error'
import { randomId } from '@/lib/client/random-id'
import type { Post, PostFields, PostPatch, PostStatus } from '@/lib/schema/posts'
import { isGone, isRefusal, isReleased, isSame, type Release } from './draft-answers'
import { changesOf, inputOfPost } from './post-input'

/** Milliseconds. `after` the last stroke, `within` the first one that is not saved; again after `retry`, twice that, and so on. */
interface Pace {
  after: number
  within: number
  retry: number
  retryMax: number
}

const PACE: Pace = { after: 700, within: 1_500, retry: 2_000, retryMax: 15_000 }

/** What the server has of a draft, as it was sent. */
export interface SavedDraft {
  id: string
  status: PostStatus
  publishAt: string | null
  /** On top of which the next is saved. */
  version: string
  input: PostFields
}

/** A first saving that nobody has answered yet: sent again as it is, it is the same draft. */
export interface Attempt {
  key: string
  input: PostFields
}

/**
 * `none`: there is nothing to save. `failed`: it is tried again by itself. `refused`: as it is it cannot be saved.
 * `changed`: somebody else has changed it, and nothing is saved until that was looked at.
 */
export type SaveState = 'none' | 'waiting' | 'saving' | 'saved' | 'failed' | 'refused' | 'changed'

export interface DraftServer {
  create(fields: NewPost, key: string): Promise<Post>
  update(id: string, patch: PostPatch): Promise<Post>
}

export interface Snapshot {
  state: SaveState
  saved: SavedDraft | null
  attempt: Attempt | null
  /** Why it was refused. */
  error: Error | null
  /** What there is instead, in `changed`. */
  current: Post | null
}

/** Saves a draft as it is written, one request at a time, and never over what somebody else has saved. */
export class DraftSaver {
  snapshot: Snapshot
  readonly #server: DraftServer
  readonly #pace: Pace
  readonly #listeners = new Set<() => void>()
  #wanted: PostFields | null = null
  /** What was sent, as long as nobody knows whether it has arrived. */
  #unanswered: PostFields[] = []
  #running: Promise<void> | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #firstUnsavedAt: number | null = null
  #failures = 0

  constructor(
    server: DraftServer,
    { saved, attempt }: Pick<Snapshot, 'saved' | 'attempt'>,
    pace: Pace = PACE,
  ) {
    this.#server = server
    this.#pace = pace
    this.snapshot = { state: saved ? 'saved' : 'none', saved, attempt, error: null, current: null }
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  getSnapshot = (): Snapshot => this.snapshot

  /** What is to be there; null where nothing was written yet. */
  write(input: PostFields | null): void {
    this.#wanted = input
    if (this.snapshot.state === 'changed') return
    if (this.#running !== null) {
      this.#firstUnsavedAt ??= performance.now()
      return
    }
    if (!this.#isUnsaved()) {
      clearTimeout(this.#timer)
      this.#settle()
      return
    }
    this.#failures = 0
    this.#saveSoon()
    this.#set({ state: 'waiting', error: null })
  }

  /** Saves at once what waits; resolves when that was tried. */
  async flush(): Promise<void> {
    await this.#untilQuiet()
    this.#begin()
    await this.#untilQuiet()
  }

  /** Goes on at once with what failed: the line is there again. */
  retry(): void {
    if (this.snapshot.state !== 'failed') return
    clearTimeout(this.#timer)
    this.#begin()
  }

  /**
   * Saves what is wanted and lets it out, or takes it back, while nothing else is saved. Rejects where that is refused; then
   * it is what it was. A draft that somebody else has changed is not let out; one that they have deleted is, as another.
   */
  async release(input: PostFields, release: Release): Promise<Post> {
    this.#wanted = input
    for (;;) {
      await this.#untilQuiet()
      if (this.snapshot.saved === null) {
        this.#begin()
        await this.#untilQuiet()
      }
      const { saved, error } = this.snapshot
      if (saved === null) throw error ?? new TypeError('Failed to fetch')
      const post = await this.#alone(() => this.#letOut(saved, input, release))
      if (post !== null) return post
    }
  }

  /** Whether this is a later version than what was saved from here last. */
  isBehind({ id, updatedAt }: Pick<Post, 'id' | 'updatedAt'>): boolean {
    const { saved } = this.snapshot
    return this.#running === null && saved !== null && saved.id === id && updatedAt > saved.version
  }

  /** Another device has saved it: what is written here comes on top of that, once it was looked at. */
  changedElsewhere(current: Post): void {
    const { saved } = this.snapshot
    if (saved === null || !this.isBehind(current)) return
    if (isSame(current, saved.input) && current.status === saved.status) this.#keep(current, saved.input)
    else this.#set({ state: 'changed', current })
  }

  /** It was deleted elsewhere: what is written here is not lost with it. */
  goneElsewhere(id: string): void {
    if (this.#running === null && this.snapshot.saved?.id === id) this.#beginAnew()
  }

  /** What there is now was looked at: what is written next is on top of it. */
  goOnFrom(current: Post): void {
    const { content } = current
    if (content === undefined) return
    // What was wanted was on top of something else.
    this.#wanted = null
    this.#keep(current, inputOfPost(current, content))
  }

  /** Nobody writes any more: what waits is saved at once. */
  stop(): void {
    clearTimeout(this.#timer)
    if (this.snapshot.state === 'waiting') this.#begin()
  }

  /** What is out is changed by who says so, never by the way. */
  #isUnsaved(): boolean {
    const wanted = this.#wanted
    const { saved } = this.snapshot
    if (wanted === null || saved?.status === 'published') return false
    return saved === null || Object.keys(changesOf(wanted, saved.input)).length > 0
  }

  #saveSoon(): void {
    const now = performance.now()
    this.#firstUnsavedAt ??= now
    const wait = Math.min(this.#pace.after, this.#firstUnsavedAt + this.#pace.within - now)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#begin(), Math.max(0, wait))
  }

  #begin(): void {
    if (this.#running !== null || this.snapshot.state === 'changed' || !this.#isUnsaved()) return
    this.#firstUnsavedAt = null
    this.#set({ state: 'saving', error: null })
    void this.#alone(() => this.#save())
  }

  /** Nothing else is sent while `work` runs. What it answers is done when it has ended. */
  #alone<T>(work: () => Promise<() => T>): Promise<T> {
    const ended = work().then((goOn) => {
      // First: whoever hears of the new state may have something to save.
      this.#running = null
      return goOn()
    })
    this.#running = ended.then(
      () => {},
      () => {},
    )
    return ended
  }

  async #untilQuiet(): Promise<void> {
    clearTimeout(this.#timer)
    while (this.#running !== null) await this.#running
  }

  #settle(): void {
    const isUnsaved = this.#isUnsaved()
    if (!isUnsaved) this.#firstUnsavedAt = null
    const state = isUnsaved ? 'waiting' : this.snapshot.saved === null ? 'none' : 'saved'
    this.#set({ state, error: null })
    if (isUnsaved) this.#saveSoon()
  }

  /** The server has nothing of it any more. */
  #beginAnew(): void {
    this.#unanswered = []
    this.snapshot = { ...this.snapshot, saved: null, attempt: null, current: null }
    this.#settle()
  }

  /** Answers what is to be done when it has ended; that answers null where it is to be let out once more. */
  async #letOut(saved: SavedDraft, input: PostFields, release: Release): Promise<() => Post | null> {
    const patch = { ...changesOf(input, saved.input), ...release, version: saved.version }
    try {
      const post = await this.#server.update(saved.id, patch)
      return () => this.#keep(post, input)
    } catch (error) {
      return () => this.#afterRefusal(error as Error, input, release)
    }
  }

  #afterRefusal(error: Error, input: PostFields, release: Release): Post | null {
    const current = conflictOf<Post>(error)
    if (current !== null && isSame(current, input)) {
      // It has arrived already, and the answer was lost.
      if (isReleased(current, release)) return this.#keep(current, input)
      if (current.status !== 'published') {
        // Nothing of it is another but when it goes out, which was chosen just now.
        this.#keep(current, input)
        return null
      }
    }
    if (current !== null) this.#set({ state: 'changed', current })
    else if (isGone(error)) {
      this.#beginAnew()
      return null
    } else this.#settle()
    throw error
  }

  /** Answers what is to be done when it has ended. */
  async #save(): Promise<() => unknown> {
    const { saved, attempt } = this.snapshot
    const first = saved === null ? (attempt ?? this.#firstAttempt()) : null
    const sent = first?.input ?? this.#wanted
    if (sent === null) return () => this.#settle()
    try {
      const post =
        first !== null
          ? await this.#server.create({ ...first.input, status: 'draft' }, first.key)
          : await this.#update(sent)
      this.#failures = 0
      return () => this.#keep(post, sent)
    } catch (error) {
      return () => this.#fail(error as Error, sent)
    }
  }

  #firstAttempt(): Attempt | null {
    if (this.#wanted === null) return null
    const attempt = { key: randomId(), input: this.#wanted }
    this.#set({ attempt })
    return attempt
  }

  #update(input: PostFields): Promise<Post> {
    const { saved } = this.snapshot
    if (saved === null) throw new Error('there is nothing to update')
    this.#unanswered.push(input)
    return this.#server.update(saved.id, { ...changesOf(input, saved.input), version: saved.version })
  }

  #fail(error: Error, sent: PostFields): void {
    const current = conflictOf<Post>(error)
    if (current !== null) this.#meet(current)
    else if (isGone(error) && this.snapshot.saved !== null) this.#beginAnew()
    else if (isRefusal(error)) {
      this.#unanswered = []
      this.#set({ state: 'refused', error, attempt: null })
      // What was written meanwhile may be right.
      if (this.#wanted !== null && Object.keys(changesOf(this.#wanted, sent)).length > 0)
        this.write(this.#wanted)
    } else {
      const { retry, retryMax } = this.#pace
      this.#timer = setTimeout(() => this.#begin(), Math.min(retry * 2 ** this.#failures, retryMax))
      this.#failures += 1
      // What was written meanwhile goes with it.
      this.#firstUnsavedAt = null
      this.#set({ state: 'failed', error })
    }
  }

  /** Something else is there than what was saved last: what was sent without an answer, or somebody's change. */
  #meet(current: Post): void {
    const isStill = current.status === this.snapshot.saved?.status
    const mine = this.#unanswered.slice(0, -1).find((input) => isStill && isSame(current, input))
    this.#unanswered = []
    if (mine === undefined) this.#set({ state: 'changed', current })
    else this.#keep(current, mine)
  }

  #keep(post: Post, input: PostFields): Post {
    const { id, updatedAt, status = 'published', publishAt = null } = post
    this.#unanswered = []
    const saved = { id, version: updatedAt, status, publishAt, input }
    this.snapshot = { ...this.snapshot, saved, attempt: null, current: null }
    this.#settle()
    return post
  }

  #set(changed: Partial<Snapshot>): void {
    this.snapshot = { ...this.snapshot, ...changed }
    for (const listener of this.#listeners) listener()
  }
}
