import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changeBetween } from './change-between'

it('is the part alone that differs', () => {
  expect(changeBetween('one two three', 'one 2 three')).toEqual({ from: 4, to: 7, insert: '2' })
  expect(changeBetween('aa', 'aaa')).toEqual({ from: 2, to: 2, insert: 'a' })
  expect(changeBetween('same', 'same')).toBeNull()
})

it('makes any text any other', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'ё') })
  fc.assert(
    fc.property(text, text, (before, now) => {
      const change = changeBetween(before, now)
      const made =
        change === null ? before : before.slice(0, change.from) + change.insert + before.slice(change.to)
      expect(made).toBe(now)
    }),
  )
})
