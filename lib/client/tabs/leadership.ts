/** What is used of `navigator.locks`: https://w3c.github.io/web-locks */
export interface Locks {
  request(
    name: string,
    options: { signal?: AbortSignal; steal?: boolean },
    callback: () => Promise<void>,
  ): Promise<unknown>
}

interface LeadershipOptions {
  locks: Locks
  name: string
  onLead: () => void
  /** Another tab has taken it. */
  onLost: () => void
}

/**
 * Who of those that share a name leads: the one that holds its lock. It goes to the next in the queue when a tab is
 * closed or crashes; from one that is frozen, which keeps its lock, it has to be taken.
 */
export class Leadership {
  readonly #options: LeadershipOptions
  #isStopped = false
  #queue = new AbortController()
  #release: (() => void) | null = null

  constructor(options: LeadershipOptions) {
    this.#options = options
    this.#enqueue()
  }

  get isHeld(): boolean {
    return this.#release !== null
  }

  /** Takes it from whoever has it. */
  take(): void {
    if (this.#isStopped || this.isHeld) return
    this.#queue.abort()
    this.#request({ steal: true })
  }

  /** Gives it up, for good. */
  stop(): void {
    this.#isStopped = true
    this.#queue.abort()
    this.#release?.()
    this.#release = null
  }

  #enqueue(): void {
    this.#queue = new AbortController()
    this.#request({ signal: this.#queue.signal })
  }

  #request(options: { signal?: AbortSignal; steal?: boolean }): void {
    let release = () => {}
    const hold = () => {
      if (this.#isStopped || this.isHeld) return Promise.resolve()
      return new Promise<void>((resolve) => {
        release = resolve
        this.#release = resolve
        this.#options.onLead()
      })
    }
    this.#options.locks.request(this.#options.name, options, hold).catch(() => {
      // Taken by another tab, or the wait for it was given up.
      if (this.#release !== release || this.#isStopped) return
      this.#release = null
      this.#enqueue()
      this.#options.onLost()
    })
  }
}
