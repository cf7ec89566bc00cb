'use client'

import { useState } from 'react'

interface HeldBack<T> {
  shown: readonly T[]
  /** How many came above them since. */
  waiting: number
  showAll: () => void
}

/** Keeps what comes at the head of a list that is being read out of it until its reader asks. */
export function useHeldBack<T extends { id: string }>(
  items: readonly T[],
  isOwn: (item: T) => boolean,
): HeldBack<T> {
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null)
  const idsNow = () => new Set(items.map(({ id }) => id))
  // The first that there is to show is what is read.
  if (known === null && items.length > 0) setKnown(idsNow())
  const first = items.findIndex((item) => known === null || known.has(item.id) || isOwn(item))
  const waiting = Math.max(first, 0)
  return { shown: items.slice(waiting), waiting, showAll: () => setKnown(idsNow()) }
}
