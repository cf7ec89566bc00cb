import { expect, it } from 'vitest'
import { Kept } from './kept'

function newKept(sizeMax = 100) {
  const state: { version: number | null } = { version: 1 }
  return { state, kept: new Kept<string>(() => state.version, sizeMax) }
}

it('finds what was kept, until something is written', () => {
  const { state, kept } = newKept()
  kept.keep('a', 1, 'A', 1)
  expect(kept.find('a')).toBe('A')
  expect(kept.find('b')).toBeUndefined()
  state.version = 2
  expect(kept.find('a')).toBeUndefined()
  kept.keep('b', 2, 'B', 1)
  expect(kept.find('a')).toBeUndefined()
  expect(kept.find('b')).toBe('B')
})

it('keeps nothing that was read before a write and came after it', () => {
  const { state, kept } = newKept()
  state.version = 2
  kept.keep('a', 1, 'A', 1)
  expect(kept.find('a')).toBeUndefined()
})

it('keeps nothing where others may write', () => {
  const { state, kept } = newKept()
  state.version = null
  kept.keep('a', null, 'A', 1)
  expect(kept.find('a')).toBeUndefined()
})

it('holds no more than it may', () => {
  const { kept } = newKept(10)
  kept.keep('a', 1, 'A', 8)
  kept.keep('b', 1, 'B', 8)
  expect(kept.find('a')).toBeUndefined()
  expect(kept.find('b')).toBe('B')
  kept.keep('c', 1, 'C', 11)
  expect(kept.find('c')).toBeUndefined()
})
