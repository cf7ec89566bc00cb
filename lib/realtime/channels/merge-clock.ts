/** While something waits it is looked at this often. */
const TICK_MS = 25

/** Where events wait for their time. */
export interface WaitingPlace {
  /** Sends those whose time has come. Answers whether something still waits. */
  flushMerged(): boolean
}

/** The one clock of all channels in which events wait; it stands where none does. */
export class MergeClock {
  readonly #places = new Set<WaitingPlace>()
  #timer: NodeJS.Timeout | undefined

  add(place: WaitingPlace): void {
    this.#places.add(place)
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS)
  }

  delete(place: WaitingPlace): void {
    this.#places.delete(place)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #tick(): void {
    for (const place of this.#places) if (!place.flushMerged()) this.#places.delete(place)
    if (this.#places.size === 0) this.stop()
  }
}
