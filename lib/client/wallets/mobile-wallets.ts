import type { Network } from '@/lib/schema/network'
import { CHAINS } from './wallet'

let offering: Promise<void> | null = null

/**
 * Offers the wallet apps of an Android phone as a wallet of its browser, and loads what speaks with them; nowhere else.
 * https://docs.solanamobile.com/mobile-wallet-adapter/web-installation
 */
export function offerMobileWallets(network: Network | null): Promise<void> {
  const chain = network === null ? undefined : CHAINS[network]
  if (chain === undefined || !window.isSecureContext || !speaksWithApps(navigator.userAgent))
    return Promise.resolve()
  offering ??= import('@solana-mobile/wallet-standard-mobile')
    .then((mobile) =>
      mobile.registerMwa({
        appIdentity: { name: 'Fonana', uri: location.origin, icon: '/icons/192.png' },
        authorizationCache: mobile.createDefaultAuthorizationCache(),
        chains: [chain],
        chainSelector: mobile.createDefaultChainSelector(),
        // Signing in says so by itself, as of any wallet that does not do its part.
        onWalletNotFound: async () => {},
      }),
    )
    .catch((error) => {
      offering = null
      throw error
    })
  return offering
}

/** A page within an app has the wallet of that app, if any. */
export function speaksWithApps(userAgent: string): boolean {
  return /android/i.test(userAgent) && /chrome\//i.test(userAgent) && !/; wv\)|version\/\d/i.test(userAgent)
}
