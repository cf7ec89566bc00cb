import { afterEach, describe, expect, it } from 'vitest'
import { fromLocal, localNow, nextFullHour, toLocal } from './schedule'

const before = process.env.TZ
afterEach(() => {
  if (before === undefined) delete process.env.TZ
  else process.env.TZ = before
})

describe.each([
  ['UTC', '2026-03-29T01:30', '2026-03-29T01:30:00.000Z'],
  ['Europe/Berlin', '2026-01-05T08:00', '2026-01-05T07:00:00.000Z'],
  ['Europe/Berlin', '2026-07-05T08:00', '2026-07-05T06:00:00.000Z'],
  ['Asia/Kathmandu', '2026-07-05T08:00', '2026-07-05T02:15:00.000Z'],
  ['America/New_York', '2026-11-01T12:00', '2026-11-01T17:00:00.000Z'],
])('in %s', (zone, local, instant) => {
  it(`${local} is ${instant}, and the other way round`, () => {
    process.env.TZ = zone
    expect(fromLocal(local)).toBe(instant)
    expect(toLocal(instant)).toBe(local)
  })
})

it('an hour that the clock leaves out is the one after it, and one that it has twice the first', () => {
  process.env.TZ = 'Europe/Berlin'
  expect(fromLocal('2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z')
  expect(fromLocal('2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z')
})

it('what is no time is none', () => {
  expect(fromLocal('')).toBeNull()
  expect(fromLocal('tomorrow')).toBeNull()
})

it('begins with a full hour that is still to come', () => {
  expect(nextFullHour()).toMatch(/T\d\d:00$/)
  expect(nextFullHour() > localNow()).toBe(true)
})
