import { createPublicKey, verify } from 'node:crypto'
import { getAddressDecoder } from '@solana/kit'
import { describe, expect, it } from 'vitest'
import { newKeypair, verifySignature } from './keypair'

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/** Points of order 1, 2, 4 and 8, and the other spellings of their first coordinates. */
const POINTS = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].flatMap((hex) => {
  const other = Buffer.from(hex, 'hex')
  other[31] = (other[31] ?? 0) | 0x80
  return [hex, other.toString('hex')]
})

/** R is nothing and S is nothing: good for a key that is nothing when it is taken as often as the hash says. */
const NOTHING = Buffer.from(`01${'00'.repeat(63)}`, 'hex')
const messages = Array.from({ length: 64 }, (_, n) => Buffer.from(`message ${n}`))

function passesAlone(key: Buffer, message: Buffer): boolean {
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, key]), format: 'der', type: 'spki' })
  return verify(null, message, publicKey, NOTHING)
}

describe('a key of small order', () => {
  it.each(POINTS)('signs nothing: %s', (hex) => {
    const key = Buffer.from(hex, 'hex')
    const address = getAddressDecoder().decode(key)
    for (const message of messages) expect(verifySignature(address, message, NOTHING)).toBe(false)
  })

  it('would sign without a key being there, were it not refused', () => {
    const forged = POINTS.filter((hex) =>
      messages.some((message) => passesAlone(Buffer.from(hex, 'hex'), message)),
    )
    expect(forged.length).toBeGreaterThanOrEqual(8)
  })
})

it('verifies what a key has signed, and nothing else', () => {
  const [mine, other] = [newKeypair(), newKeypair()]
  const message = Buffer.from('text')
  expect(verifySignature(mine.address, message, mine.sign(message))).toBe(true)
  expect(verifySignature(mine.address, Buffer.from('texT'), mine.sign(message))).toBe(false)
  expect(verifySignature(other.address, message, mine.sign(message))).toBe(false)
  expect(verifySignature('not an address', message, mine.sign(message))).toBe(false)
})
