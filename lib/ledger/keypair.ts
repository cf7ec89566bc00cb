import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto'
import { address, getAddressDecoder, getAddressEncoder } from '@solana/kit'

// node:crypto and not Web Crypto: it is synchronous, and Node 20 calls Ed25519 in Web Crypto experimental on stderr.

/** DER around a raw Ed25519 private key: RFC 8410, section 7. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
/** DER around a raw Ed25519 public key: RFC 8410, section 4. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')
const KEY_BYTES = 32

export interface Keypair {
  address: string
  /** The 32 bytes of the private key. */
  seed: Uint8Array
  /** The 64-byte Ed25519 signature over the message. */
  sign(message: Uint8Array): Uint8Array
}

export function newKeypair(): Keypair {
  return keypairFromSeed(randomBytes(KEY_BYTES))
}

/** Throws when the seed has not 32 bytes. */
export function keypairFromSeed(seed: Uint8Array): Keypair {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  return {
    address: getAddressDecoder().decode(spki.subarray(SPKI_PREFIX.length)),
    seed: Uint8Array.from(seed),
    sign: (message) => Uint8Array.from(signBytes(null, message, privateKey)),
  }
}

/**
 * The points of small order, as they can be written down, without the sign bit: whoever names one as their key can sign
 * without having one. OpenSSL lets them pass. https://eprint.iacr.org/2020/1244 (table 1) lists them.
 */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])
const SIGN_BIT = 0x80

/** Did the owner of this address sign this message? False also for an address that is no key, or anybody's. */
export function verifySignature(signer: string, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const raw = Uint8Array.from(getAddressEncoder().encode(address(signer)))
    return !isAnybodys(raw) && verifyBytes(null, message, publicKey(raw), signature)
  } catch {
    return false
  }
}

function isAnybodys(key: Uint8Array): boolean {
  const unsigned = Buffer.from(key)
  unsigned[KEY_BYTES - 1] = (unsigned[KEY_BYTES - 1] ?? 0) & ~SIGN_BIT
  return SMALL_ORDER.has(unsigned.toString('hex'))
}

function publicKey(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' })
}
