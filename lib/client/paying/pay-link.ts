/**
 * What a wallet scans or opens to sign what `path` offers: https://docs.solanapay.com/spec#specification-transaction-request
 * In a page, whose own address it names.
 */
function walletLink(path: string): string {
  return `solana:${encodeURIComponent(location.origin + path)}`
}

export const payLink = (reference: string) => walletLink(`/api/pay/${reference}`)
export const phoneSignInLink = (reference: string) => walletLink(`/api/auth/phone/${reference}`)
