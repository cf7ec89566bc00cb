import { expect, it } from 'vitest'
import { Multimap } from './multimap'

const [a, b, c] = [{ name: 'a' }, { name: 'b' }, { name: 'c' }]

it('has each member of a key once, however many there are', () => {
  const multimap = new Multimap<object>()
  expect([[...multimap.of('k')], multimap.sizeOf('k')]).toEqual([[], 0])
  multimap.add('k', a)
  multimap.add('k', a)
  expect([[...multimap.of('k')], multimap.sizeOf('k')]).toEqual([[a], 1])
  multimap.add('k', b)
  multimap.add('k', b)
  multimap.add('k', c)
  multimap.add('other', a)
  expect([[...multimap.of('k')], multimap.sizeOf('k')]).toEqual([[a, b, c], 3])
  expect([...multimap.keys()]).toEqual(['k', 'other'])
})

it('loses who is taken out, and the key with its last one', () => {
  const multimap = new Multimap<object>()
  multimap.add('k', a)
  multimap.delete('k', b)
  expect([...multimap.of('k')]).toEqual([a])
  multimap.delete('k', a)
  expect([...multimap.keys()]).toEqual([])
  multimap.add('k', a)
  multimap.add('k', b)
  multimap.delete('k', a)
  expect([...multimap.of('k')]).toEqual([b])
  multimap.delete('k', b)
  multimap.delete('k', b)
  expect([...multimap.keys()]).toEqual([])
})
