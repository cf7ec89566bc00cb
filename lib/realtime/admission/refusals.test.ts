import { expect, it } from 'vitest'
import { Refusals } from './refusals'

function clocked() {
  let now = 1_000_000
  const refusals = new Refusals(() => now)
  return { refusals, pass: (ms: number) => (now += ms) }
}

it('turns a network away after 120 refusals in a minute, and no other', () => {
  const { refusals, pass } = clocked()
  for (let attempt = 0; attempt < 120; attempt += 1) {
    expect(refusals.waitMs('192.0.2.1')).toBe(0)
    refusals.count('192.0.2.1')
    pass(100)
  }
  expect(refusals.waitMs('192.0.2.1')).toBe(48_000)
  expect(refusals.waitMs('::ffff:192.0.2.1')).toBe(48_000)
  expect(refusals.waitMs('192.0.2.2')).toBe(0)
  pass(48_000)
  expect(refusals.waitMs('192.0.2.1')).toBe(0)
})

it('tells of those that were refused together as of one, from the hundred and twenty-first on', () => {
  const { refusals, pass } = clocked()
  const logged = Array.from({ length: 600 }, () => refusals.count('192.0.2.1')).filter(Boolean)
  expect(logged).toHaveLength(120)
  pass(60_000)
  expect(refusals.sweep()).toEqual([{ ip: '192.0.2.1', attempts: 480 }])
})

it('counts all addresses of an IPv6 network as one', () => {
  const { refusals } = clocked()
  for (let attempt = 0; attempt < 120; attempt += 1) refusals.count(`2001:db8::${attempt.toString(16)}`)
  expect(refusals.waitMs('2001:db8::ffff')).toBeGreaterThan(0)
  expect(refusals.waitMs('2001:db8:1::1')).toBe(0)
})

it('says once how many were turned away, and forgets everybody', () => {
  const { refusals, pass } = clocked()
  for (let attempt = 0; attempt < 120; attempt += 1) refusals.count('192.0.2.1')
  refusals.count('192.0.2.2')
  for (let attempt = 0; attempt < 500; attempt += 1) refusals.waitMs('192.0.2.1')
  expect(refusals.sweep()).toEqual([])
  pass(60_000)
  expect(refusals.sweep()).toEqual([{ ip: '192.0.2.1', attempts: 500 }])
  expect(refusals.sweep()).toEqual([])
  refusals.count('192.0.2.1')
  expect(refusals.waitMs('192.0.2.1')).toBe(0)
})
