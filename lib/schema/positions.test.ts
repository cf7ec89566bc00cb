import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPosition, isAfter, parsePosition, START_POSITION } from './positions'

const epoch = fc.stringMatching(/^[0-9a-f]{8}$/)
const offset = fc.nat(Number.MAX_SAFE_INTEGER % 1e15)

describe('a position', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(epoch, offset, (name, at) => {
        const position = { epoch: name, offset: at }
        expect(parsePosition(formatPosition(position))).toEqual(position)
      }),
    )
  })

  it.each([
    '',
    '.',
    '1',
    'a.',
    '.1',
    'a.b',
    'a.-1',
    'a.1.2',
    'A.1',
    'a.1 ',
    'a.1e3',
    `${'a'.repeat(17)}.1`,
    `a.${'1'.repeat(16)}`,
  ])('is not %j', (text) => {
    expect(parsePosition(text)).toBeNull()
  })
})

describe('isAfter', () => {
  it('orders by offset within an epoch, numerically', () => {
    fc.assert(
      fc.property(epoch, offset, offset, (name, a, b) => {
        const [one, two] = [a, b].map((at) => formatPosition({ epoch: name, offset: at }))
        expect(isAfter(one ?? '', two ?? '')).toBe(a > b)
      }),
    )
    expect(isAfter('a.10', 'a.9')).toBe(true)
  })

  it('says nothing across epochs, but everything is after the start', () => {
    expect(isAfter('b.2', 'a.1')).toBe(false)
    expect(isAfter('a.1', START_POSITION)).toBe(true)
    expect(isAfter(START_POSITION, 'a.1')).toBe(false)
    expect(isAfter(START_POSITION, START_POSITION)).toBe(false)
    expect(isAfter('nonsense', 'a.1')).toBe(false)
  })
})
