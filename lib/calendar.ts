/** What a time is cut into. Weeks begin on Monday. */
export const SPANS = ['day', 'week', 'month'] as const
export type Span = (typeof SPANS)[number]

/** A day of the calendar, wherever: its number, counted from January 1, 1970. */
export type Day = number

export const DAY_MS = 24 * 60 * 60 * 1000
const SECOND_MS = 1000
/** No zone is further from UTC. */
const FURTHEST_MS = 15 * 60 * 60 * 1000
/** January 1, 1970 was a Thursday. */
const THURSDAY = 3

/** A place's time: what clocks on the wall show there. `name`: of an IANA time zone. Throws a RangeError for no such. */
export class Zone {
  readonly #format: Intl.DateTimeFormat

  constructor(name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  }

  /** The day that it is there at an instant. */
  dayAt(instant: number): Day {
    return Math.floor(this.#wallAt(instant) / DAY_MS)
  }

  /**
   * The first instant of a day. Where clocks are put forward over midnight a day begins later than at 0:00; where they are
   * put back over it, with the first of two midnights.
   */
  startOf(day: Day): number {
    const midnight = day * DAY_MS
    const likely = midnight - this.#aheadAt(midnight - this.#aheadAt(midnight))
    if (this.#wallAt(likely) === midnight && this.#wallAt(likely - SECOND_MS) < midnight) return likely
    let [before, from] = [midnight - FURTHEST_MS, midnight + FURTHEST_MS]
    while (from - before > SECOND_MS) {
      const middle = before + Math.floor((from - before) / 2 / SECOND_MS) * SECOND_MS
      if (this.#wallAt(middle) < midnight) before = middle
      else from = middle
    }
    return from
  }

  /** How far the clocks are ahead of UTC, in milliseconds. */
  #aheadAt(instant: number): number {
    return this.#wallAt(instant) - instant
  }

  /** What the clocks show, as if it was UTC; to the second. */
  #wallAt(instant: number): number {
    const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
    for (const { type, value } of this.#format.formatToParts(instant)) parts[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
    return Date.UTC(year, month - 1, day, hour, minute, second)
  }
}

/** The first day of the span that a day is in. */
export function spanOf(by: Span, day: Day): Day {
  if (by === 'day') return day
  if (by === 'week') return day - ((((day + THURSDAY) % 7) + 7) % 7)
  const date = new Date(day * DAY_MS)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / DAY_MS
}

/** The first day of the span so many spans further on; of an earlier one where `count` is negative. */
export function stepSpan(by: Span, day: Day, count: number): Day {
  if (by === 'day') return day + count
  if (by === 'week') return spanOf(by, day) + count * 7
  const date = new Date(day * DAY_MS)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1) / DAY_MS
}

/** `2026-11-29`. */
export function writeDay(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

export function readDay(text: string): Day {
  return Date.parse(`${text}T00:00:00Z`) / DAY_MS
}
