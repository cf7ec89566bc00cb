import type { QueryClient } from '@tanstack/react-query'
import { BOOT_ID, type Boot, type Seed, WORDS_ID } from '@/lib/schema/boot'
import { decodeJson } from '@/lib/schema/json'
import type { CompiledDictionary } from '@/lib/words/translator'

/** What the server has put into the page, taken out of it: what is shown later may be another reader's. */
export function takeBoot(): Boot {
  const element = find(BOOT_ID)
  element.remove()
  return decodeJson(element.textContent ?? '') as Boot
}

/** Of the language of the page. Rejects where they could not be loaded. */
export async function readPageWords(): Promise<CompiledDictionary> {
  const { href } = find<HTMLLinkElement>(WORDS_ID)
  const reply = await fetch(href)
  if (!reply.ok) throw new Error(`${href}: ${reply.status}`)
  return (await reply.json()) as CompiledDictionary
}

function find<E extends HTMLElement>(id: string): E {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`the page has no ${id}`)
  return element as E
}

/** What is known already stays. */
export function plantSeeds(client: QueryClient, seeds: readonly Seed[]): void {
  for (const [key, data] of seeds) {
    if (client.getQueryData(key) === undefined) client.setQueryData(key, data)
  }
}
