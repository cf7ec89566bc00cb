import { tabMemory } from './storage'

const KEY = 'fonana.leaving'

/**
 * Somebody is deleting their account in this tab. All that is theirs on the page begins anew when they are gone, also what
 * would say so: whatever comes in its place says it.
 */
export function noteLeaving(isUnderWay: boolean): void {
  if (isUnderWay) tabMemory.set(KEY, '1')
  else tabMemory.remove(KEY)
}

/** Whether somebody has just left here; once. */
export function takeFarewell(): boolean {
  const hasLeft = tabMemory.get(KEY) !== null
  if (hasLeft) tabMemory.remove(KEY)
  return hasLeft
}
