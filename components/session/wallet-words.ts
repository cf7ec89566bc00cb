import type { WalletFault } from '@/lib/client/wallets/wallet-error'
import type { Translator } from '@/lib/words/translator'

interface Failed {
  message: string
  fault?: WalletFault
}

/** Why a wallet did not do its part: what only the wallet knows it says in its own words. */
export function walletWords(t: Translator, { message, fault }: Failed): string {
  return fault === undefined ? message : t(`wallet.fault.${fault}`)
}
