import type { QueryClient } from '@tanstack/react-query'
import { BOOT_ID, type Boot, type Seed, WORDS_ID } from '@/lib/schema/boot'
import { decodeJson } from '@/lib/schema/json'
import type { CompiledDictionary } from '@/lib/words/translator'

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

let words: CompiledDictionary | undefined

/** The words that the server has put into the page; undefined where it rendered the page with them. */
export function takeWords(): CompiledDictionary | undefined {
  if (typeof document === 'undefined') return undefined
  const element = document.getElementById(WORDS_ID)
  if (element !== null) words = JSON.parse(element.textContent) as CompiledDictionary
  return words
}

/** What is known already stays. */
export function plantSeeds(client: QueryClient, seeds: readonly Seed[]): void {
  for (const [key, data] of seeds) {
    if (client.getQueryData(key) === undefined) client.setQueryData(key, data)
  }
}
