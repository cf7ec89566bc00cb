'use client'

import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import { meQuery } from '@/lib/client/queries/session'
import type { Me } from '@/lib/schema/session'

const MeContext = createContext<Me | null>(null)

/** Asks once for all below, of which there are many. */
export function MeProvider({ children }: { children: ReactNode }) {
  return <MeContext value={useQuery(meQuery()).data ?? null}>{children}</MeContext>
}

/** The signed-in user; null for a visitor. */
export function useMe(): Me | null {
  return useContext(MeContext)
}
