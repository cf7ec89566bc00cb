'use client'

import { useEffect, useState } from 'react'
import { useMe } from './use-me'

interface Owned {
  address: string
  keys: CryptoKeyPair
}

/** The keys of this browser's demo wallet while it is the wallet that is signed in; null otherwise. */
export function useDemoKeys(playMoney: boolean): CryptoKeyPair | null {
  const address = useMe()?.wallet
  const [owned, setOwned] = useState<Owned | null>(null)

  useEffect(() => {
    if (!playMoney || address === undefined) return
    const look = async () => {
      const { addressOf, browserKeys } = await import('./wallets/demo-keys')
      const keys = await browserKeys.load()
      if (keys !== null && (await addressOf(keys)) === address) setOwned({ address, keys })
    }
    // A browser that keeps nothing has nothing to carry over.
    look().catch(() => setOwned(null))
  }, [playMoney, address])

  return owned !== null && owned.address === address ? owned.keys : null
}
