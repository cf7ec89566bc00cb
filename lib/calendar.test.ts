import { describe, expect, it } from 'vitest'
import { readDay, spanOf, stepSpan, writeDay, Zone } from './calendar'

const HOUR = 60 * 60 * 1000

const startOf = (zone: string, day: string) => new Date(new Zone(zone).startOf(readDay(day))).toISOString()
const hoursOf = (zone: string, day: string) => {
  const place = new Zone(zone)
  return (place.startOf(readDay(day) + 1) - place.startOf(readDay(day))) / HOUR
}

describe('a day of a place', () => {
  it('begins at its midnight', () => {
    expect(startOf('UTC', '2026-11-29')).toBe('2026-11-29T00:00:00.000Z')
    expect(startOf('Europe/Moscow', '2026-11-29')).toBe('2026-11-28T21:00:00.000Z')
    expect(startOf('Pacific/Kiritimati', '2026-11-29')).toBe('2026-11-28T10:00:00.000Z')
    expect(startOf('Asia/Kathmandu', '2026-11-29')).toBe('2026-11-28T18:15:00.000Z')
  })

  it('is 23 or 25 hours long where clocks are put forward or back', () => {
    expect(hoursOf('Europe/Berlin', '2026-03-28')).toBe(24)
    expect(hoursOf('Europe/Berlin', '2026-03-29')).toBe(23)
    expect(hoursOf('Europe/Berlin', '2026-10-25')).toBe(25)
    expect(hoursOf('Australia/Lord_Howe', '2026-10-04')).toBe(23.5)
  })

  it('begins later than at midnight where clocks are put forward over it', () => {
    // In Cairo 0:00 of that day is 1:00.
    expect(startOf('Africa/Cairo', '2026-04-24')).toBe('2026-04-23T22:00:00.000Z')
    expect(hoursOf('Africa/Cairo', '2026-04-24')).toBe(23)
  })

  it('begins with the first of two midnights where clocks are put back over it', () => {
    expect(startOf('America/Havana', '2026-11-01')).toBe('2026-11-01T04:00:00.000Z')
    expect(hoursOf('America/Havana', '2026-11-01')).toBe(25)
    // In Cairo they are put back to 23:00 of the day before.
    expect(hoursOf('Africa/Cairo', '2026-10-29')).toBe(25)
  })

  it('has no length where a place has left it out', () => {
    expect(hoursOf('Pacific/Apia', '2011-12-30')).toBe(0)
    expect(hoursOf('Pacific/Apia', '2011-12-29')).toBe(24)
  })

  it('is the one that clocks show there', () => {
    const at = Date.parse('2026-11-28T21:30:00Z')
    expect(writeDay(new Zone('UTC').dayAt(at))).toBe('2026-11-28')
    expect(writeDay(new Zone('Europe/Moscow').dayAt(at))).toBe('2026-11-29')
  })
})

describe('weeks and months', () => {
  it('begin on Monday and on the first', () => {
    const first = (by: 'week' | 'month', day: string) => writeDay(spanOf(by, readDay(day)))
    expect(first('week', '2026-11-29')).toBe('2026-11-23')
    expect(first('week', '2026-11-23')).toBe('2026-11-23')
    expect(first('week', '2026-11-22')).toBe('2026-11-16')
    expect(first('month', '2026-11-29')).toBe('2026-11-01')
  })

  it('are stepped over whole, also over the end of a year', () => {
    const step = (by: 'day' | 'week' | 'month', day: string, count: number) =>
      writeDay(stepSpan(by, readDay(day), count))
    expect(step('month', '2026-01-31', 1)).toBe('2026-02-01')
    expect(step('month', '2026-11-29', -11)).toBe('2025-12-01')
    expect(step('week', '2026-11-29', 1)).toBe('2026-11-30')
    expect(step('day', '2026-12-31', 1)).toBe('2027-01-01')
  })
})
