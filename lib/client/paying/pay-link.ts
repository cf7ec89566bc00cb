/**
 * What a wallet scans or opens to pay a purchase: https://docs.solanapay.com/spec#specification-transaction-request
 * In a page, whose own address it names.
 */
export function payLink(reference: string): string {
  return `solana:${encodeURIComponent(`${location.origin}/api/pay/${reference}`)}`
}
