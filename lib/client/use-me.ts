'use client'

import { useQuery } from '@tanstack/react-query'
import type { Me } from '@/lib/schema/session'
import { meQuery } from './queries'

/** The signed-in user; null for a visitor. */
export function useMe(): Me | null {
  return useQuery(meQuery()).data ?? null
}
