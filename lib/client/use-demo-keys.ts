'use client'

import { useEffect, useState } from 'react'
import { addressOf, browserKeys } from './demo-keys'
import { isDemoWallet } from './demo-wallet'
import { useMe } from './use-me'
import { useWallets } from './use-wallets'

interface Owned {
  address: string
  keys: CryptoKeyPair
}

/** The keys of this browser's demo wallet while it is the wallet that is signed in; null otherwise. */
export function useDemoKeys(): CryptoKeyPair | null {
  const address = useMe()?.wallet
  const offered = useWallets().some(isDemoWallet)
  const [owned, setOwned] = useState<Owned | null>(null)

  useEffect(() => {
    if (!offered || address === undefined) return
    const look = async () => {
      const keys = await browserKeys.load()
      if (keys !== null && (await addressOf(keys)) === address) setOwned({ address, keys })
    }
    // A browser that keeps nothing has nothing to carry over.
    look().catch(() => setOwned(null))
  }, [offered, address])

  return owned !== null && owned.address === address ? owned.keys : null
}
