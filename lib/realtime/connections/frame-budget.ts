/** A client that comes back subscribes to everything at once. */
const BURST_FRAMES = 250
const FRAMES_PER_SECOND = 50
/** So many refused frames, without a pause between them, are misuse. */
const OVERRUNS_MAX = 50

/** A token bucket for the frames of one connection. */
export class FrameBudget {
  #left = BURST_FRAMES
  #countedAt: number
  #overruns = 0

  /** Times are of the clock that is never set, in milliseconds. */
  constructor(now = performance.now()) {
    this.#countedAt = now
  }

  /** What to do with one more frame now. */
  take(now = performance.now()): 'accept' | 'refuse' | 'misuse' {
    const earned = ((now - this.#countedAt) / 1000) * FRAMES_PER_SECOND
    this.#left = Math.min(BURST_FRAMES, this.#left + earned)
    this.#countedAt = now
    if (this.#left >= 1) {
      this.#left -= 1
      if (this.#left >= FRAMES_PER_SECOND) this.#overruns = 0
      return 'accept'
    }
    this.#overruns += 1
    return this.#overruns > OVERRUNS_MAX ? 'misuse' : 'refuse'
  }
}
