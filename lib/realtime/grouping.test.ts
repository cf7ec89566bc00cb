import { expect, it } from 'vitest'
import { Grouping } from './grouping'

const [a, b, c] = [{ name: 'a' }, { name: 'b' }, { name: 'c' }]

it('has each member of a key once, however many there are', () => {
  const grouping = new Grouping<object>()
  expect([[...grouping.of('k')], grouping.sizeOf('k')]).toEqual([[], 0])
  grouping.add('k', a)
  grouping.add('k', a)
  expect([[...grouping.of('k')], grouping.sizeOf('k')]).toEqual([[a], 1])
  grouping.add('k', b)
  grouping.add('k', b)
  grouping.add('k', c)
  grouping.add('other', a)
  expect([[...grouping.of('k')], grouping.sizeOf('k')]).toEqual([[a, b, c], 3])
  expect([...grouping.keys()]).toEqual(['k', 'other'])
})

it('loses who is taken out, and the key with its last one', () => {
  const grouping = new Grouping<object>()
  grouping.add('k', a)
  grouping.delete('k', b)
  expect([...grouping.of('k')]).toEqual([a])
  grouping.delete('k', a)
  expect([...grouping.keys()]).toEqual([])
  grouping.add('k', a)
  grouping.add('k', b)
  grouping.delete('k', a)
  expect([...grouping.of('k')]).toEqual([b])
  grouping.delete('k', b)
  grouping.delete('k', b)
  expect([...grouping.keys()]).toEqual([])
})
