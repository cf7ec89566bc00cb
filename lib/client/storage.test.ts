import { afterEach, expect, it, vi } from 'vitest'
import { tabMemory } from './storage'

const refuse = () => {
  throw new DOMException('denied', 'SecurityError')
}
const full = () => {
  throw new DOMException('full', 'QuotaExceededError')
}

afterEach(() => vi.unstubAllGlobals())

it.each([
  ['is null', null],
  ['is not there', undefined],
  ['refuses everything', { getItem: refuse, setItem: refuse, removeItem: refuse }],
  ['is full', { getItem: () => null, setItem: full, removeItem: () => {} }],
  ['keeps nothing', { getItem: () => null, setItem: () => {}, removeItem: () => {} }],
])('a page remembers where the storage %s', (_name, storage) => {
  vi.stubGlobal('sessionStorage', storage)
  expect(tabMemory.set('key', 'value')).toBe(false)
  expect(tabMemory.get('key')).toBe('value')
  tabMemory.remove('key')
  expect(tabMemory.get('key')).toBeNull()
})

it('a storage that cannot even be asked for is none', () => {
  Object.defineProperty(globalThis, 'sessionStorage', { configurable: true, get: refuse })
  expect(tabMemory.set('key', 'value')).toBe(false)
  expect(tabMemory.get('key')).toBe('value')
  tabMemory.remove('key')
  expect(tabMemory.get('key')).toBeNull()
  Reflect.deleteProperty(globalThis, 'sessionStorage')
})

it('says when the browser has it, and reads what another page has written', () => {
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
  expect(tabMemory.set('kept', 'here')).toBe(true)
  kept.set('kept', 'there')
  expect(tabMemory.get('kept')).toBe('there')
})
