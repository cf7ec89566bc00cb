import { expect, it } from 'vitest'
import { ResponseCache } from './response-cache'

function newCache(sizeMax = 100) {
  const state: { version: number | null } = { version: 1 }
  return { state, cache: new ResponseCache<string>(() => state.version, sizeMax) }
}

it('finds what was cache, until something is written', () => {
  const { state, cache } = newCache()
  cache.keep('a', 1, 'A', 1)
  expect(cache.find('a')).toBe('A')
  expect(cache.find('b')).toBeUndefined()
  state.version = 2
  expect(cache.find('a')).toBeUndefined()
  cache.keep('b', 2, 'B', 1)
  expect(cache.find('a')).toBeUndefined()
  expect(cache.find('b')).toBe('B')
})

it('keeps nothing that was read before a write and came after it', () => {
  const { state, cache } = newCache()
  state.version = 2
  cache.keep('a', 1, 'A', 1)
  expect(cache.find('a')).toBeUndefined()
})

it('keeps nothing where others may write', () => {
  const { state, cache } = newCache()
  state.version = null
  cache.keep('a', null, 'A', 1)
  expect(cache.find('a')).toBeUndefined()
})

it('holds no more than it may', () => {
  const { cache } = newCache(10)
  cache.keep('a', 1, 'A', 8)
  cache.keep('b', 1, 'B', 8)
  expect(cache.find('a')).toBeUndefined()
  expect(cache.find('b')).toBe('B')
  cache.keep('c', 1, 'C', 11)
  expect(cache.find('c')).toBeUndefined()
})
