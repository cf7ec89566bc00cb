import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseRange } from './stored'

it('answers with a part that lies within the image, or none', () => {
  const number = fc.nat(2_000).map(String)
  const header = fc.tuple(fc.oneof(number, fc.constant('')), fc.oneof(number, fc.constant('')))
  fc.assert(
    fc.property(header, fc.integer({ min: 1, max: 1_000 }), ([first, last], size) => {
      const range = parseRange(`bytes=${first}-${last}`, size)
      if (typeof range === 'string') return
      expect(range.start).toBeGreaterThanOrEqual(0)
      expect(range.start).toBeLessThanOrEqual(range.end)
      expect(range.end).toBeLessThan(size)
      if (first !== '') expect(range.start).toBe(Number(first))
    }),
  )
})

it('takes nothing else for a range', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      if (!/^\s*bytes=\d*-\d*\s*$/.test(header)) expect(parseRange(header, 100)).toBe('whole')
    }),
  )
})
