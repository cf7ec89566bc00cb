import type { SignInFields } from '@/lib/schema/session'

/**
 * The exact text of a sign-in: the ABNF of Sign In With Solana,
 * https://github.com/phantom/sign-in-with-solana#abnf-message-format (itself after EIP-4361).
 */
export function signInMessage(fields: SignInFields): string {
  return [
    `${fields.domain} wants you to sign in with your Solana account:`,
    fields.address,
    '',
    fields.statement,
    '',
    `URI: ${fields.uri}`,
    `Version: ${fields.version}`,
    `Chain ID: ${fields.chainId}`,
    `Nonce: ${fields.nonce}`,
    `Issued At: ${fields.issuedAt}`,
    `Expiration Time: ${fields.expirationTime}`,
  ].join('\n')
}

const NONCE_LINE = /^Nonce: ([A-Za-z0-9]{8,64})$/gm

/** The nonce a signed text names; null unless it names exactly one. Everything else is compared whole. */
export function nonceOf(message: string): string | null {
  const found = [...message.matchAll(NONCE_LINE)]
  return found.length === 1 ? (found[0]?.[1] ?? null) : null
}
