import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { writeDay, Zone } from '@/lib/calendar'
import { noteServerTime } from './server-time'
import { followDay } from './use-today'

const MINUTE = 60_000

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
  noteServerTime(Date.now())
})

it('is the next day from the midnight of its zone on, by the server’s clock', () => {
  const days: string[] = []
  noteServerTime(Date.parse('2026-11-29T20:58:30Z'))
  const stop = followDay(new Zone('Europe/Moscow'), (day) => days.push(writeDay(day)))
  vi.advanceTimersByTime(1.5 * MINUTE - 1)
  expect(new Set(days)).toEqual(new Set(['2026-11-29']))
  vi.advanceTimersByTime(1)
  expect(days.at(-1)).toBe('2026-11-30')
  stop()
  const told = days.length
  vi.advanceTimersByTime(24 * 60 * MINUTE)
  expect(days).toHaveLength(told)
})

it('is the right one within a minute where the time becomes known better', () => {
  const days: string[] = []
  noteServerTime(Date.parse('2026-11-29T10:00:00Z'))
  const stop = followDay(new Zone('UTC'), (day) => days.push(writeDay(day)))
  noteServerTime(Date.parse('2026-11-30T10:00:00Z'))
  vi.advanceTimersByTime(MINUTE)
  expect(days.at(-1)).toBe('2026-11-30')
  stop()
})
