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
