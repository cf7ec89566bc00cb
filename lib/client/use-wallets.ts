'use client'

import { getWallets } from '@wallet-standard/app'
import type { Wallet } from '@wallet-standard/base'
import { useMemo, useSyncExternalStore } from 'react'
import { isUsable } from './wallet'

const NONE: readonly Wallet[] = []

/** The wallets of this browser that can be used here, as they come and go. */
export function useWallets(): readonly Wallet[] {
  const wallets = useSyncExternalStore(
    listen,
    () => getWallets().get(),
    () => NONE,
  )
  return useMemo(() => wallets.filter(isUsable), [wallets])
}

function listen(onChange: () => void): () => void {
  const { on } = getWallets()
  const stops = [on('register', onChange), on('unregister', onChange)]
  return () => {
    for (const stop of stops) stop()
  }
}
