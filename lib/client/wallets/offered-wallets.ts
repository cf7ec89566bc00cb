import { getWallets } from '@wallet-standard/app'
import type { Wallet } from '@wallet-standard/base'
import type { Network } from '@/lib/schema/network'
import { demoWalletOffered } from './demo-offer'
import { offerMobileWallets } from './mobile-wallets'
import { isUsable } from './wallet'

/** The wallets of this browser that can be paid with on the network of the server. */
export async function offeredWallets(network: Network | null): Promise<Wallet[]> {
  // Without those that cannot be loaded there are the others.
  await Promise.all([demoWalletOffered(), offerMobileWallets(network).catch(() => {})])
  return getWallets().get().filter(isUsable)
}
