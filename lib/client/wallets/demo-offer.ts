let offering: Promise<boolean> | null = null

/**
 * Offers the demo wallet beside the others; only where SOL is play money. Loaded only then: visitors who do not sign in
 * do without it. False where this browser cannot make such keys.
 */
export function offerDemoWallet(): Promise<boolean> {
  offering ??= import('./demo-wallet')
    .then(({ registerDemoWallet }) => registerDemoWallet())
    .catch((error) => {
      offering = null
      throw error
    })
  return offering
}

/** When the demo wallet stands among the others, if it is on its way there. */
export async function demoWalletOffered(): Promise<void> {
  await offering?.catch(() => {})
}
