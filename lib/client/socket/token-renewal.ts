import { serverNow } from '@/lib/client/server-time'

/** How long before the end of a token it is renewed, at most; of a short one, a fifth. */
const RENEW_BEFORE_MS = 5 * 60_000
/** Part of that time over which tabs with the same token spread; the first renews it for all. */
const SPREAD = 0.4
/** A renewal that failed, or after which the token is as old as before, is not tried again at once. */
const PAUSE_MS = 30_000
/** What this page knows of the server's time may change meanwhile. */
const LOOK_MS = 60_000

/** Calls for a fresh token before the running one ends. */
export class TokenRenewal {
  #timer: ReturnType<typeof setTimeout> | undefined
  /** By the server's time. */
  #dueAt = Number.POSITIVE_INFINITY
  /** By this machine's clock, which tells of a sleep; whatever else it tells costs one renewal. */
  #dueHere = Number.POSITIVE_INFINITY
  #hasJustRenewed = false

  private readonly renew: () => void
  private readonly random: () => number

  /** `random` is from 0 to 1. */
  constructor(renew: () => void, random: () => number) {
    this.renew = renew
    this.random = random
  }

  /** `expiresAt`: end of the token that runs now. */
  schedule(expiresAt: string): void {
    const left = Date.parse(expiresAt) - serverNow()
    const before = Math.min(RENEW_BEFORE_MS, left / 5)
    const wait = left - before * (1 - SPREAD * this.random())
    if (wait > 0) this.#hasJustRenewed = false
    this.#dueIn(wait <= 0 && this.#hasJustRenewed ? PAUSE_MS : wait)
  }

  /** The renewal has failed: another one, later. */
  retry(): void {
    this.#dueIn(PAUSE_MS)
  }

  /** Renews if it is time: timers stand still while a machine sleeps. */
  check(): void {
    clearTimeout(this.#timer)
    const wait = Math.min(this.#dueAt - serverNow(), this.#dueHere - Date.now())
    if (wait === Number.POSITIVE_INFINITY) return
    if (wait > 0) {
      this.#timer = setTimeout(() => this.check(), Math.min(Math.ceil(wait), LOOK_MS))
      return
    }
    this.stop()
    this.#hasJustRenewed = true
    this.renew()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#dueAt = Number.POSITIVE_INFINITY
    this.#dueHere = Number.POSITIVE_INFINITY
  }

  #dueIn(wait: number): void {
    this.#dueAt = serverNow() + wait
    this.#dueHere = Date.now() + wait
    this.check()
  }
}
