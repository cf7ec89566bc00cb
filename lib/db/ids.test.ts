import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Id } from '@/lib/schema/common'
import { firstIdAt, newId } from './ids'

it('makes UUIDs of version 7 that carry their time', () => {
  const before = Date.now()
  const id = newId()
  expect(Id.parse(id)).toBe(id)
  expect(id[14]).toBe('7')
  const ms = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
  expect(ms).toBeGreaterThanOrEqual(before)
  expect(ms).toBeLessThan(before + 60_000)
})

it('makes each later than the one before, however many in a millisecond', () => {
  // More than the counter holds.
  const ids = Array.from({ length: 20_000 }, () => newId())
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

it('orders back-dated ones by their time, and leaves the others alone', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 41), fc.integer({ min: 1, max: 2 ** 31 }), (ms, step) => {
      const last = newId()
      expect(newId(new Date(ms)) < newId(new Date(ms + step))).toBe(true)
      expect(newId() > last).toBe(true)
    }),
  )
})

it('never makes the same back-dated one twice', () => {
  const at = new Date('2026-01-01')
  expect(new Set(Array.from({ length: 1_000 }, () => newId(at))).size).toBe(1_000)
})

it('names the smallest id of a moment', () => {
  const at = new Date('2026-11-28T12:00:00Z')
  expect(newId(new Date(at.getTime() - 1)) < firstIdAt(at)).toBe(true)
  for (let n = 0; n < 100; n += 1) expect(newId(at) >= firstIdAt(at)).toBe(true)
})
