import type { QueryClient } from '@tanstack/react-query'
import { BOOT_ID, type Boot, type Seed } from '@/lib/schema/boot'
import { decodeJson } from '@/lib/schema/json'

/** Hydration may begin more than once. */
let taken: Boot | undefined

/**
 * What the server has put into the page; undefined where it rendered the page with it. It is taken out of the page at
 * once: what is shown later may be another reader's.
 */
export function takeBoot(): Boot | undefined {
  if (typeof document === 'undefined') return undefined
  const element = document.getElementById(BOOT_ID)
  if (element !== null) {
    taken = decodeJson(element.textContent) as Boot
    element.remove()
  }
  return taken
}

/** What is known already stays. */
export function plantSeeds(client: QueryClient, seeds: readonly Seed[]): void {
  for (const [key, data] of seeds) {
    if (client.getQueryData(key) === undefined) client.setQueryData(key, data)
  }
}
