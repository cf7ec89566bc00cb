import { type Day, type Span, stepSpan, writeDay } from '@/lib/calendar'

export const RANGES = ['week', 'month', 'year'] as const
export type Range = (typeof RANGES)[number]

/** What each may be cut into; the first one unless another is chosen. */
export const CUTS: Record<Range, readonly [Span, ...Span[]]> = {
  week: ['day'],
  month: ['day', 'week'],
  year: ['month', 'week'],
}

/** Days that both count. */
interface Days {
  from: string
  to: string
}

/** The time up to today, and as much of it before. */
export function daysOf(range: Range, today: Day): { now: Days; before: Days } {
  const back = (times: number) =>
    range === 'year'
      ? stepSpan('month', today, 1 - 12 * times)
      : today + 1 - times * (range === 'week' ? 7 : 30)
  return {
    now: { from: writeDay(back(1)), to: writeDay(today) },
    before: { from: writeDay(back(2)), to: writeDay(back(1) - 1) },
  }
}
