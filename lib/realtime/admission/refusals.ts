import { networkOf } from '@/lib/client-ip'

/** So many attempts of one network may be refused in a window, each answered and logged as the protocol has it. */
const REFUSALS_MAX = 120
const WINDOW_MS = 60_000

interface Window {
  ip: string
  endsAt: number
  refused: number
  /** Since it was full. */
  turnedAway: number
}

/** What was turned away of one network, for one line in the log. */
export interface TurnedAway {
  ip: string
  attempts: number
}

/** Counts refused attempts by where they come from: whoever has had enough of them is turned away unheard for a while. */
export class Refusals {
  readonly #byNetwork = new Map<string, Window>()
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** After how many milliseconds this address may come again; 0 for now. One that may not is counted. */
  waitMs(ip: string): number {
    const window = this.#byNetwork.get(networkOf(ip))
    if (window === undefined || window.refused < REFUSALS_MAX) return 0
    const left = window.endsAt - this.#now()
    if (left <= 0) return 0
    window.turnedAway += 1
    return left
  }

  /**
   * Counts one that was refused. False when there were too many already: those that were being looked at together are
   * told as one, like those that are turned away.
   */
  count(ip: string): boolean {
    const network = networkOf(ip)
    const now = this.#now()
    let window = this.#byNetwork.get(network)
    if (window === undefined || window.endsAt <= now) {
      window = { ip, endsAt: now + WINDOW_MS, refused: 0, turnedAway: window?.turnedAway ?? 0 }
      this.#byNetwork.set(network, window)
    }
    if (window.refused < REFUSALS_MAX) {
      window.refused += 1
      return true
    }
    window.turnedAway += 1
    return false
  }

  /** Forgets the windows that are over, and says of whom attempts were turned away in them. */
  sweep(): TurnedAway[] {
    const now = this.#now()
    const told: TurnedAway[] = []
    for (const [network, { ip, endsAt, turnedAway }] of this.#byNetwork) {
      if (endsAt > now) continue
      this.#byNetwork.delete(network)
      if (turnedAway > 0) told.push({ ip, attempts: turnedAway })
    }
    return told
  }
}
