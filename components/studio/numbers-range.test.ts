import { expect, it } from 'vitest'
import { readDay } from '@/lib/calendar'
import { daysOf } from './numbers-range'

it.each([
  ['week', '2026-11-23', '2026-11-16', '2026-11-22'],
  ['month', '2026-10-31', '2026-10-01', '2026-10-30'],
  ['year', '2025-12-01', '2024-12-01', '2025-11-30'],
] as const)('a %s ends today, and as much lies before it', (range, from, before, until) => {
  expect(daysOf(range, readDay('2026-11-29'))).toEqual({
    now: { from, to: '2026-11-29' },
    before: { from: before, to: until },
  })
})
