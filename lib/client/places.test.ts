import { beforeEach, expect, it } from 'vitest'
import { keepPlace, placeIn } from './places'
import { browserMemory } from './storage'

beforeEach(() => browserMemory.remove('fonana.places'))

it('knows where somebody was, for each', () => {
  keepPlace('a', 61.7, 600)
  keepPlace('b', 30, 600)
  expect([placeIn('a'), placeIn('b'), placeIn('c')]).toEqual([61, 30, 0])
})

it('begins anew what was hardly begun, or is over', () => {
  keepPlace('a', 61, 600)
  keepPlace('a', 595, 600)
  keepPlace('b', 5, 600)
  expect([placeIn('a'), placeIn('b')]).toEqual([0, 0])
})

it('keeps the last fifty, and reads nothing out of what is none', () => {
  for (let n = 0; n < 60; n += 1) keepPlace(`m${n}`, 20 + n, 600)
  expect([placeIn('m59'), placeIn('m10'), placeIn('m9')]).toEqual([79, 30, 0])
  for (const broken of ['{', '{}', '[1, ["x"], ["y", "z"]]']) {
    browserMemory.set('fonana.places', broken)
    expect(placeIn('x')).toBe(0)
  }
})
