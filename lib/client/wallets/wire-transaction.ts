const SIGNATURE_BYTES = 64
const KEY_BYTES = 32
/** The first byte of a versioned message has its highest bit set. */
const VERSION_FLAG = 0x80

interface WireTransaction {
  /** What is signed. */
  message: Uint8Array<ArrayBuffer>
  /** Where the 64 bytes of the signer's signature stand. */
  signatureOffset: number
}

/**
 * Finds in a transaction's wire form what has to be signed and where the signature belongs: signatures, counted by a
 * compact-u16, then the message with its header and the keys of those who sign first.
 * https://solana.com/docs/core/transactions#transaction-structure
 * Null when it is no transaction, or none that this key signs.
 */
export function locateSignature(transaction: Uint8Array, signer: Uint8Array): WireTransaction | null {
  const signatures = readCompactU16(transaction, 0)
  if (signatures === null) return null
  const messageAt = signatures.end + signatures.value * SIGNATURE_BYTES
  const message = transaction.slice(messageAt)
  const headerAt = (message[0] ?? 0) & VERSION_FLAG ? 1 : 0
  const signersCount = message[headerAt]
  const keys = readCompactU16(message, headerAt + 3)
  if (signersCount === undefined || keys === null || signersCount !== signatures.value) return null
  for (let index = 0; index < signersCount; index += 1) {
    const keyAt = keys.end + index * KEY_BYTES
    if (isSame(message.subarray(keyAt, keyAt + KEY_BYTES), signer)) {
      return { message, signatureOffset: signatures.end + index * SIGNATURE_BYTES }
    }
  }
  return null
}

/** The transaction with the signature in its place. */
export function withSignature(
  transaction: Uint8Array,
  { signatureOffset }: Pick<WireTransaction, 'signatureOffset'>,
  signature: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const signed = Uint8Array.from(transaction)
  signed.set(signature, signatureOffset)
  return signed
}

/** Seven bits per byte, the lowest first, in at most three bytes. */
function readCompactU16(bytes: Uint8Array, at: number): { value: number; end: number } | null {
  let value = 0
  for (let index = 0; index < 3; index += 1) {
    const byte = bytes[at + index]
    if (byte === undefined) return null
    value |= (byte & 0x7f) << (7 * index)
    if ((byte & 0x80) === 0) return { value, end: at + index + 1 }
  }
  return null
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
