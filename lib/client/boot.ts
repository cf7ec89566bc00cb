import type { QueryClient } from '@tanstack/react-query'
import { BOOT_ID, type Boot, type Seed, WORDS_ID } from '@/lib/schema/boot'
import { decodeJson } from '@/lib/schema/json'
import type { CompiledDictionary } from '@/lib/words/translator'

/** What the server has put into the page, taken out of it: what is shown later may be another reader's. */
export function takeBoot(): Boot {
  return decodeJson(take(BOOT_ID)) as Boot
}

/** Of the language of the page. */
export function takeWords(): CompiledDictionary {
  return JSON.parse(take(WORDS_ID)) as CompiledDictionary
}

function take(id: string): string {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`the page has no ${id}`)
  element.remove()
  return element.textContent ?? ''
}

/** What is known already stays. */
export function plantSeeds(client: QueryClient, seeds: readonly Seed[]): void {
  for (const [key, data] of seeds) {
    if (client.getQueryData(key) === undefined) client.setQueryData(key, data)
  }
}
