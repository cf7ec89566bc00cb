/** The alphabet of Bitcoin's base58, which Solana writes addresses in. */
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Bytes as base58; each leading zero byte is a `1`. */
export function toBase58(bytes: Uint8Array): string {
  let value = 0n
  for (const byte of bytes) value = value * 256n + BigInt(byte)
  let text = ''
  for (; value > 0n; value /= 58n) text = ALPHABET[Number(value % 58n)] + text
  const firstSet = bytes.findIndex((byte) => byte !== 0)
  return '1'.repeat(firstSet < 0 ? bytes.length : firstSet) + text
}

/** The bytes of a base58 text; null when it holds anything else. */
export function fromBase58(text: string): Uint8Array<ArrayBuffer> | null {
  let value = 0n
  for (const char of text) {
    const digit = ALPHABET.indexOf(char)
    if (digit < 0) return null
    value = value * 58n + BigInt(digit)
  }
  const bytes: number[] = []
  for (; value > 0n; value /= 256n) bytes.unshift(Number(value % 256n))
  const zeros = text.length - text.replace(/^1+/, '').length
  return Uint8Array.from([...new Uint8Array(zeros), ...bytes])
}
