import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nonceOf, signInMessage } from './sign-in-message'

const fields = {
  domain: 'fonana.example',
  address: '11111111111111111111111111111112',
  statement: 'Sign in',
  uri: 'https://fonana.example',
  version: '1',
  chainId: 'mainnet',
  nonce: 'abcdef0123456789',
  issuedAt: '2030-01-01T00:00:00.000Z',
  expirationTime: '2030-01-01T00:05:00.000Z',
} as const

it('finds the nonce of a message it wrote', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9]{8,64}$/), (nonce) => {
      expect(nonceOf(signInMessage({ ...fields, nonce }))).toBe(nonce)
    }),
  )
})

it.each([
  ['none', ''],
  ['two', 'Nonce: abcdef0123456789\nNonce: 0123456789abcdef'],
  ['the same twice', 'Nonce: abcdef0123456789\nNonce: abcdef0123456789'],
  ['one that is too short', 'Nonce: abc'],
  ['one with more behind it', 'Nonce: abcdef0123456789 or so'],
  ['one that is not at the beginning of its line', 'My Nonce: abcdef0123456789'],
])('finds no nonce in a text with %s', (_what, text) => {
  expect(nonceOf(text)).toBeNull()
})
