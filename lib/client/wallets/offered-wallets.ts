import { getWallets } from '@wallet-standard/app'
import type { Wallet } from '@wallet-standard/base'
import { demoWalletOffered } from './demo-offer'
import { isUsable } from './wallet'

/** The wallets of this browser that can be paid with. */
export async function offeredWallets(): Promise<Wallet[]> {
  await demoWalletOffered()
  return getWallets().get().filter(isUsable)
}
