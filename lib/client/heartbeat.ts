/** An answer to a ping that takes longer is none. */
const ANSWER_MS = 10_000

/** Notices that a connection has died without a word: it no longer answers. */
export class Heartbeat {
  #interval: ReturnType<typeof setInterval> | undefined
  #patience: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly ping: () => void,
    private readonly onDead: () => void,
  ) {}

  start(intervalMs: number): void {
    this.stop()
    this.#interval = setInterval(() => this.probe(), intervalMs)
  }

  stop(): void {
    clearInterval(this.#interval)
    this.heard()
  }

  /** Something came. */
  heard(): void {
    clearTimeout(this.#patience)
    this.#patience = undefined
  }

  /** Asks now, as after a machine was asleep. */
  probe(): void {
    this.ping()
    this.#patience ??= setTimeout(this.onDead, ANSWER_MS)
  }
}
