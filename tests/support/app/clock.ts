/** The app's clock in a test: it runs with the system's, and can be put forward or stopped, but never back. */
export class TestClock {
  #offsetMs = 0
  #frozenAt: number | null = null

  readonly now = (): Date => new Date(this.#frozenAt ?? Date.now() + this.#offsetMs)

  /** Puts it forward. */
  advance(ms: number): void {
    if (this.#frozenAt === null) this.#offsetMs += ms
    else this.#frozenAt += ms
  }

  /** Stops it here, for what is counted to the millisecond. */
  freeze(): Date {
    this.#frozenAt = this.now().getTime()
    return this.now()
  }
}

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const DAY = 24 * 60 * MINUTE
