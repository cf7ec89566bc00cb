'use client'

import { getWallets } from '@wallet-standard/app'
import type { Wallet } from '@wallet-standard/base'
import { useSyncExternalStore } from 'react'
import { isUsable, onWalletChange } from '@/lib/client/wallets/wallet'

const NONE: readonly Wallet[] = []
let usable: readonly Wallet[] = NONE

/** The wallets of this browser that can be used here, as they come and go, and learn. */
export function useWallets(): readonly Wallet[] {
  return useSyncExternalStore(listen, current, () => NONE)
}

/** The same array as long as it has the same in it. */
function current(): readonly Wallet[] {
  const now = getWallets().get().filter(isUsable)
  const isSame = now.length === usable.length && now.every((wallet, index) => wallet === usable[index])
  if (!isSame) usable = now
  return usable
}

function listen(onChange: () => void): () => void {
  const { get, on } = getWallets()
  const watched = new Map<Wallet, () => void>()
  const watch = () => {
    for (const wallet of get()) {
      if (!watched.has(wallet)) watched.set(wallet, onWalletChange(wallet, onChange))
    }
    onChange()
  }
  const stops = [on('register', watch), on('unregister', onChange)]
  watch()
  return () => {
    for (const stop of [...stops, ...watched.values()]) stop()
  }
}
