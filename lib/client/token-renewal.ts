/** How long before the end of a token it is renewed, at most; of a short one, a fifth. */
const RENEW_BEFORE_MS = 5 * 60_000
/** The longest delay a timer takes. */
const TIMER_MAX_MS = 2 ** 31 - 1

/** Calls for a fresh token before the running one ends. */
export class TokenRenewal {
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly renew: () => void) {}

  /** `expiresAt`: end of the token that runs now. */
  schedule(expiresAt: string): void {
    this.stop()
    const left = new Date(expiresAt).getTime() - Date.now()
    const wait = Math.min(left - Math.min(RENEW_BEFORE_MS, left / 5), TIMER_MAX_MS)
    this.#timer = setTimeout(this.renew, wait)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
