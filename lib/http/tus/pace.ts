import { setTimeout as sleep } from 'node:timers/promises'

/** Shorter pauses cost more than they give: they are saved up. */
const SHORTEST_MS = 4

interface Clock {
  /** In milliseconds. */
  now(): number
  sleep(ms: number): Promise<void>
}

/** How fast bytes are taken, by all who share it together: who asks for anything else is answered between them. */
export class Pace {
  /** When what was taken so far is paid for. */
  #paidAt = 0
  readonly #bytesPerMs: number
  readonly #clock: Clock

  constructor(
    bytesPerSecond: number,
    clock: Clock = { now: () => performance.now(), sleep: (ms) => sleep(ms, undefined, { ref: false }) },
  ) {
    this.#bytesPerMs = bytesPerSecond / 1_000
    this.#clock = clock
  }

  /** These were taken: comes back when there may be more. */
  async took(bytes: number): Promise<void> {
    const now = this.#clock.now()
    this.#paidAt = Math.max(this.#paidAt, now) + bytes / this.#bytesPerMs
    const pause = this.#paidAt - now
    if (pause >= SHORTEST_MS) await this.#clock.sleep(pause)
  }
}
