import type { SolanaSignInInput } from '@solana/wallet-standard-features'

/**
 * The text a wallet signs for `solana:signIn`.
 * https://github.com/phantom/sign-in-with-solana#abnf-message-format
 */
export function signInText(input: SolanaSignInInput, address: string, domain: string): string {
  const head = `${input.domain ?? domain} wants you to sign in with your Solana account:\n${address}`
  const fields = [
    ['URI', input.uri],
    ['Version', input.version],
    ['Chain ID', input.chainId],
    ['Nonce', input.nonce],
    ['Issued At', input.issuedAt],
    ['Expiration Time', input.expirationTime],
    ['Not Before', input.notBefore],
    ['Request ID', input.requestId],
  ].flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
  const resources = input.resources?.length
    ? ['Resources:', ...input.resources.map((resource) => `- ${resource}`)]
    : []
  return [head, input.statement, [...fields, ...resources].join('\n')].filter(Boolean).join('\n\n')
}
