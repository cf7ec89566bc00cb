import type { Sent } from './api/tus-sender'

/** The last so long say how fast it goes: a line changes. */
const WINDOW_MS = 20_000
/** What the first moments say is mostly wrong. */
const KNOWN_AFTER_MS = 3_000

/** About how long something takes that is being sent, as fast as it went lately. */
export class TimeLeft {
  #seen: { at: number; sent: number }[] = []

  /** In milliseconds; null while nobody can know. `at`: by a clock that only goes on. */
  note({ sent, total }: Sent, at: number): number | null {
    // What broke off is sent again from where it had arrived.
    if (sent < (this.#seen.at(-1)?.sent ?? 0)) this.forget()
    this.#seen = [...this.#seen.filter((seen) => seen.at >= at - WINDOW_MS), { at, sent }]
    const [first] = this.#seen
    if (first === undefined || at - first.at < KNOWN_AFTER_MS || sent === first.sent) return null
    return ((total - sent) * (at - first.at)) / (sent - first.sent)
  }

  /** It stood still meanwhile. */
  forget(): void {
    this.#seen = []
  }
}
