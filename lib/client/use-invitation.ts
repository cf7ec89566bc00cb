'use client'

import { useSyncExternalStore } from 'react'
import { tabMemory } from './storage'

/** Kept by the tab: through signing in, a reload and a look around. */
const KEY = 'fonana.invited-by'
const listeners = new Set<() => void>()

/** The handle of the creator by whose link this tab came; null for none, and while it is not known yet. */
export function useInvitation(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => tabMemory.get(KEY),
    () => null,
  )
}

/** Null forgets it. */
export function rememberInvitation(handle: string | null): void {
  if (handle === null) tabMemory.remove(KEY)
  else tabMemory.set(KEY, handle)
  for (const listener of listeners) listener()
}
