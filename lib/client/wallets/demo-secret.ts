import { fromBase58, toBase58 } from './base58'
import { publicBytes } from './demo-keys'

const SEED_BYTES = 32
const SECRET_BYTES = 64
/** No 64 bytes are longer in base58; what is longer is not worth decoding. */
const SECRET_CHARS_MAX = 88

/** What stands before the seed in the PKCS #8 form of an Ed25519 key: RFC 8410, section 7. */
const PKCS8_HEAD = Uint8Array.of(48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32)

/** The secret of a wallet as Solana wallets export it: base58 of the 32-byte seed and the 32-byte public key. */
export async function toSecret(keys: CryptoKeyPair): Promise<string> {
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  const seed = pkcs8.subarray(PKCS8_HEAD.length, PKCS8_HEAD.length + SEED_BYTES)
  return toBase58(Uint8Array.of(...seed, ...(await publicBytes(keys))))
}

export type SecretReading =
  | { ok: true; keys: CryptoKeyPair }
  /** `unreadable`: not such a text at all. `mismatch`: its seed is not the seed of its public key. */
  | { ok: false; reason: 'unreadable' | 'mismatch' }

/** The keys of a secret; white space, which copying may bring along, does not matter. */
export async function fromSecret(text: string): Promise<SecretReading> {
  const compact = text.replace(/\s/g, '')
  const bytes = compact.length > SECRET_CHARS_MAX ? null : fromBase58(compact)
  if (bytes?.length !== SECRET_BYTES) return { ok: false, reason: 'unreadable' }
  const pkcs8 = Uint8Array.of(...PKCS8_HEAD, ...bytes.subarray(0, SEED_BYTES))
  try {
    const keys: CryptoKeyPair = {
      privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']),
      publicKey: await crypto.subtle.importKey('raw', bytes.slice(SEED_BYTES), 'Ed25519', true, ['verify']),
    }
    return (await belongTogether(keys)) ? { ok: true, keys } : { ok: false, reason: 'mismatch' }
  } catch {
    // Some browsers refuse a public key that is no point of the curve as early as here.
    return { ok: false, reason: 'mismatch' }
  }
}

async function belongTogether({ privateKey, publicKey }: CryptoKeyPair): Promise<boolean> {
  const message = crypto.getRandomValues(new Uint8Array(32))
  const signature = await crypto.subtle.sign('Ed25519', privateKey, message)
  return crypto.subtle.verify('Ed25519', publicKey, signature, message)
}
