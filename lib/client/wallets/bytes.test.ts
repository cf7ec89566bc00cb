import { getAddressDecoder, isAddress } from '@solana/kit'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64 } from '@/lib/client/base64'
import { fromBase58, toBase58 } from './base58'

describe('toBase58', () => {
  it('writes addresses as the Solana library does', async () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 })
    const decoder = getAddressDecoder()
    await fc.assert(
      fc.property(bytes, (key) => {
        expect(toBase58(key)).toBe(decoder.decode(key))
        expect(isAddress(toBase58(key))).toBe(true)
      }),
    )
  })

  it('keeps leading zero bytes', () => {
    expect(toBase58(new Uint8Array(32))).toBe('11111111111111111111111111111111')
    expect(toBase58(Uint8Array.of(0, 0, 1))).toBe('112')
    expect(toBase58(new Uint8Array())).toBe('')
  })
})

describe('fromBase58', () => {
  it('reads what toBase58 writes', async () => {
    await fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromBase58(toBase58(bytes))).toEqual(bytes)
      }),
    )
    expect(fromBase58('112')).toEqual(Uint8Array.of(0, 0, 1))
  })

  it.each(['0', 'O', 'I', 'l', '2 2', 'é', '2\n'])('refuses what is no base58: %j', (text) => {
    expect(fromBase58(text)).toBeNull()
  })
})

describe('base64', () => {
  it('comes back as it was', async () => {
    await fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromBase64(toBase64(bytes))).toEqual(bytes)
      }),
    )
    expect(toBase64(Uint8Array.of(1, 2, 255))).toBe(Buffer.of(1, 2, 255).toString('base64'))
  })
})
