/** How long before the end of a token it is renewed, at most; of a short one, a fifth. */
const RENEW_BEFORE_MS = 5 * 60_000
/** Part of that time over which tabs with the same token spread; the first renews it for all. */
const SPREAD = 0.4
/** The longest delay a timer takes. */
const TIMER_MAX_MS = 2 ** 31 - 1

/** Calls for a fresh token before the running one ends. */
export class TokenRenewal {
  #timer: ReturnType<typeof setTimeout> | undefined
  #dueAt = Number.POSITIVE_INFINITY

  /** `random` is from 0 to 1. */
  constructor(
    private readonly renew: () => void,
    private readonly random: () => number,
  ) {}

  /** `expiresAt`: end of the token that runs now. */
  schedule(expiresAt: string): void {
    this.stop()
    const left = new Date(expiresAt).getTime() - Date.now()
    const before = Math.min(RENEW_BEFORE_MS, left / 5)
    const wait = left - before * (1 - SPREAD * this.random())
    this.#dueAt = Date.now() + wait
    this.check()
  }

  /** Renews if it is time: timers stand still while a machine sleeps. */
  check(): void {
    clearTimeout(this.#timer)
    const wait = this.#dueAt - Date.now()
    if (wait === Number.POSITIVE_INFINITY) return
    if (wait > 0) {
      this.#timer = setTimeout(() => this.check(), Math.min(Math.ceil(wait), TIMER_MAX_MS))
      return
    }
    this.stop()
    this.renew()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#dueAt = Number.POSITIVE_INFINITY
  }
}
