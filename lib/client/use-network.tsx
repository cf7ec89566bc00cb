'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { Network } from '@/lib/schema/network'

const NetworkContext = createContext<Network | null>(null)

/** Says to everything below which network the server pays on; null while it cannot be asked. */
export function NetworkProvider({ network, children }: { network: Network | null; children: ReactNode }) {
  return <NetworkContext value={network}>{children}</NetworkContext>
}

export function useNetwork(): Network | null {
  return useContext(NetworkContext)
}
