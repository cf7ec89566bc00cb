import { expect, it } from 'vitest'
import { clockOf } from './duration'

it.each([
  [0, '0:00'],
  [400, '0:00'],
  [9_600, '0:10'],
  [200_000, '3:20'],
  [3_599_600, '1:00:00'],
  [3_723_000, '1:02:03'],
])('says how long %i ms play: %s', (ms, clock) => {
  expect(clockOf(ms)).toBe(clock)
})
