/** An answer to a ping that takes longer is none. */
const ANSWER_MS = 10_000
/** The same where somebody looks at a page that may have lost its connection long ago. */
const WAKE_ANSWER_MS = 4_000
const TICK_MS = 5_000
/** A tick that comes later than this: the machine was asleep. */
const SLEPT_MS = 15_000

interface HeartbeatOptions {
  ping: () => void
  /** It no longer answers. */
  onDead: () => void
  /** Nobody looks at a hidden page, and its timers are late. */
  isVisible: () => boolean
}

/** Notices that a connection has died without a word, and that the machine was asleep. */
export class Heartbeat {
  readonly #options: HeartbeatOptions
  #ticks: ReturnType<typeof setInterval> | undefined
  #patience: ReturnType<typeof setTimeout> | undefined
  #patienceEnds = 0

  constructor(options: HeartbeatOptions) {
    this.#options = options
  }

  start(intervalMs: number): void {
    this.stop()
    // The one clock goes on in a sleep, the other is set by nobody.
    let ticked = Date.now()
    let pinged = performance.now()
    this.#ticks = setInterval(() => {
      const slept = Date.now() - ticked > SLEPT_MS
      ticked = Date.now()
      const now = performance.now()
      if (!this.#options.isVisible()) return
      if (slept) this.probe()
      else if (now - pinged >= intervalMs) this.#ask(ANSWER_MS)
      else return
      pinged = now
    }, TICK_MS)
  }

  stop(): void {
    clearInterval(this.#ticks)
    this.heard()
  }

  /** Something came. */
  heard(): void {
    clearTimeout(this.#patience)
    this.#patience = undefined
  }

  /** Asks now, and waits for a short time only. */
  probe(): void {
    this.#ask(WAKE_ANSWER_MS)
  }

  #ask(answerMs: number): void {
    const ends = performance.now() + answerMs
    if (this.#patience === undefined || ends < this.#patienceEnds) {
      clearTimeout(this.#patience)
      this.#patienceEnds = ends
      this.#patience = setTimeout(this.#options.onDead, answerMs)
    }
    this.#options.ping()
  }
}
