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

/** Did the owner of this address sign this message? False also for an address that is no key. */
export function verifySignature(signer: string, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verifyBytes(null, message, publicKey(signer), signature)
  } catch {
    return false
  }
}

function publicKey(owner: string): KeyObject {
  const raw = getAddressEncoder().encode(address(owner))
  return createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, Uint8Array.from(raw)]),
    format: 'der',
    type: 'spki',
  })
}
