import { useSyncExternalStore } from 'react'

/** As long as one may think better of it. */
export const UNDO_MS = 5_000

/** What is gone from the screen and not yet from the server, each with how it goes. */
const going = new Map<string, () => Promise<void>>()
const listeners = new Set<() => void>()
let shown: ReadonlySet<string> = new Set()
const NOTHING: ReadonlySet<string> = new Set()

interface TakenAway {
  /** After its time it does nothing. */
  undo: () => void
  /** As long as it is held its time does not run; let go, it begins anew. */
  hold: (isHeld: boolean) => void
}

/**
 * Takes something off the screen, and deletes it when nobody has thought better of it in time, or when the page is left.
 * Where `remove` rejects it is there again.
 */
export function takeAway(id: string, remove: () => Promise<void>): TakenAway {
  const later = () => setTimeout(() => void go(id), UNDO_MS)
  let timer = later()
  going.set(id, remove)
  show(id, true)
  return {
    undo() {
      clearTimeout(timer)
      if (going.get(id) === remove && going.delete(id)) show(id, false)
    },
    hold(isHeld) {
      clearTimeout(timer)
      if (!isHeld && going.get(id) === remove) timer = later()
    },
  }
}

/** Deletes now what still waits: who goes has decided. */
export async function removeTakenAway(): Promise<void> {
  await Promise.all([...going.keys()].map(go))
}

/** Ids of what is not to be shown. */
export function useTakenAway(): ReadonlySet<string> {
  return useSyncExternalStore(
    onChange,
    () => shown,
    () => NOTHING,
  )
}

async function go(id: string): Promise<void> {
  const remove = going.get(id)
  if (remove === undefined) return
  going.delete(id)
  try {
    await remove()
  } finally {
    show(id, false)
  }
}

function onChange(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('pagehide', removeTakenAway)
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function show(id: string, isAway: boolean): void {
  const next = new Set(shown)
  if (isAway) next.add(id)
  else next.delete(id)
  shown = next
  for (const listener of listeners) listener()
}
