import { createKeyPairSignerFromBytes, getBase58Encoder } from '@solana/kit'
import { describe, expect, it } from 'vitest'
import { fromBase58, toBase58 } from './base58'
import { addressOf, generateKey } from './demo-keys'
import { fromSecret, toSecret } from './demo-secret'

async function newSecret(): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(fromBase58(await toSecret(await generateKey())) ?? [])
}

describe('the secret of a demo wallet', () => {
  it('is what the Solana library reads as the same wallet', async () => {
    const keys = await generateKey()
    const bytes = Uint8Array.from(getBase58Encoder().encode(await toSecret(keys)))
    expect((await createKeyPairSignerFromBytes(bytes)).address).toBe(await addressOf(keys))
  })

  it('gives the same wallet back, which can be carried on from there', async () => {
    const keys = await generateKey()
    const secret = await toSecret(keys)
    const reading = await fromSecret(secret)
    if (!reading.ok) throw new Error(reading.reason)
    expect(await addressOf(reading.keys)).toBe(await addressOf(keys))
    expect(await toSecret(reading.keys)).toBe(secret)

    const message = new TextEncoder().encode('Hello')
    const signature = await crypto.subtle.sign('Ed25519', reading.keys.privateKey, message)
    expect(await crypto.subtle.verify('Ed25519', keys.publicKey, signature, message)).toBe(true)
  })

  it('is read with the white space that copying brought along', async () => {
    const secret = await toSecret(await generateKey())
    const copied = `\n ${secret.slice(0, 40)}\r\n${secret.slice(40)}\t`
    expect(await fromSecret(copied)).toMatchObject({ ok: true })
  })

  it('is not read from anything else', async () => {
    const secret = await newSecret()
    for (const text of [
      '',
      'twelve words that are a phrase',
      toBase58(secret.subarray(32)),
      toBase58(secret.subarray(1)),
      toBase58(Uint8Array.of(1, ...secret)),
      `${toBase58(secret).slice(0, -1)}0`,
      JSON.stringify([...secret]),
      '2'.repeat(1_000_000),
    ]) {
      expect(await fromSecret(text), text.slice(0, 100)).toEqual({ ok: false, reason: 'unreadable' })
    }
  })

  it('is refused when seed and public key do not belong together', async () => {
    const [one, other] = [await newSecret(), await newSecret()]
    const crossed = Uint8Array.of(...one.subarray(0, 32), ...other.subarray(32))
    expect(await fromSecret(toBase58(crossed))).toEqual({ ok: false, reason: 'mismatch' })
    for (const place of [0, 31, 32, 63]) {
      const changed = one.slice()
      changed[place] = (changed[place] ?? 0) ^ 1
      expect(await fromSecret(toBase58(changed)), `byte ${place}`).toEqual({ ok: false, reason: 'mismatch' })
    }
    const noPoint = Uint8Array.of(...one.subarray(0, 32), ...new Uint8Array(32).fill(255))
    expect(await fromSecret(toBase58(noPoint))).toEqual({ ok: false, reason: 'mismatch' })
  })
})
