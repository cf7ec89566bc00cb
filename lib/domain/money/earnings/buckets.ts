import { type Day, readDay, type Span, spanOf, stepSpan, Zone } from '@/lib/calendar'
import { AppError, inField } from '@/lib/errors'
import { BUCKETS_MAX, type EarningsQuery } from '@/lib/schema/earnings'

/** So many are looked at where nobody says since when. */
const BY_DEFAULT: Record<Span, number> = { day: 30, week: 12, month: 12 }

/** What is counted, and into what. Instants in milliseconds. */
export interface Buckets {
  from: number
  /** Not counted itself. */
  to: number
  /** When each of them begins, in that order; the first at `from` or before it. */
  starts: number[]
}

/**
 * The days, weeks or months of a place that a time lies in. A day that is named counts whole, in its zone; without an end
 * the one that is now counts whole. Throws `validation_failed` where there are none, or too many.
 */
export function bucketsOf({ from, to, by, tz }: EarningsQuery, now: Date): Buckets {
  const zone = new Zone(tz)
  const end = to === undefined ? zone.startOf(stepSpan(by, zone.dayAt(now.getTime()), 1)) : endOf(to, zone)
  const last = spanOf(by, zone.dayAt(end - 1))
  const first = stepSpan(by, last, 1 - BY_DEFAULT[by])
  const begin = from === undefined ? zone.startOf(first) : beginOf(from, zone)
  if (begin >= end)
    throw new AppError('validation_failed', inField('from', { code: 'invalid_value' }, 'Must be before `to`'))
  const starts = startsOf(zone, by, { first: spanOf(by, zone.dayAt(begin)), last })
  return { from: begin, to: end, starts }
}

function startsOf(zone: Zone, by: Span, { first, last }: { first: Day; last: Day }): number[] {
  const starts: number[] = []
  for (let day = first; day <= last; day = stepSpan(by, day, 1)) {
    const start = zone.startOf(day)
    // A day that a place has left out, to be on the other side of the date line, is none.
    if (starts.at(-1) === start) continue
    if (starts.length === BUCKETS_MAX) throw tooMany()
    starts.push(start)
  }
  return starts
}

const isDay = (when: string) => !when.includes('T')

function beginOf(when: string, zone: Zone): number {
  return isDay(when) ? zone.startOf(readDay(when)) : Date.parse(when)
}

function endOf(when: string, zone: Zone): number {
  return isDay(when) ? zone.startOf(readDay(when) + 1) : Date.parse(when)
}

function tooMany(): AppError {
  return new AppError(
    'validation_failed',
    inField(
      'from',
      { code: 'too_many', max: BUCKETS_MAX },
      `Must be at most ${BUCKETS_MAX} buckets before \`to\``,
    ),
  )
}
