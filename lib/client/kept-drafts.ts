import { decodeJson, encodeJson } from '@/lib/schema/json'
import { randomId } from './random-id'
import { browserMemory, tabMemory } from './storage'

/** With the number of its form: what another release has kept in another form is not read. */
const PREFIX = 'fonana.draft.1.'
/** After the name of a form, for the places beside the first. */
const BESIDE = '~'

/** Where this page keeps what is written in a form, and what is there as far as it knows. */
interface Place {
  key: string
  text: string | null
}

const places = new Map<string, Place>()

/**
 * What was kept under this name, in this tab or else in any: from here on it is this page's. Null for nothing, and for what
 * somebody else has written there.
 */
export function openDraft<T>(name: string): T | null {
  const first = PREFIX + name
  const own = places.get(name)?.key ?? tabMemory.get(first) ?? first
  for (const key of [own, first, ...keysInBrowser(first + BESIDE)]) {
    const draft = parse<T>(browserMemory.get(key))
    if (draft === null) continue
    take(name, key)
    return draft
  }
  take(name, own)
  return null
}

/** What this page has kept under this name. */
export function readDraft<T>(name: string): T | null {
  return parse(browserMemory.get(placeOf(name).key))
}

/**
 * Null forgets it. What another tab has kept there since stays, and this page has a place beside it. Answers whether the
 * browser has it: it may be full, or keep nothing at all.
 */
export function keepDraft(name: string, draft: unknown): boolean {
  const { key, text } = placeOf(name)
  const there = browserMemory.get(key)
  if (there !== null && there !== text) goBeside(name)
  const place = placeOf(name)
  place.text = draft === null ? null : encodeJson(draft)
  if (place.text !== null) return browserMemory.set(place.key, place.text)
  browserMemory.remove(place.key)
  return true
}

/** What this page has kept stays where it is; what it keeps next has another place. */
export function goBeside(name: string): void {
  take(name, `${PREFIX + name + BESIDE}${randomId()}`)
}

function placeOf(name: string): Place {
  return places.get(name) ?? take(name, PREFIX + name)
}

function take(name: string, key: string): Place {
  const place = { key, text: browserMemory.get(key) }
  places.set(name, place)
  tabMemory.set(PREFIX + name, key)
  return place
}

function keysInBrowser(prefix: string): string[] {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, n) => localStorage.key(n) ?? '')
    return keys.filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}

function parse<T>(text: string | null): T | null {
  try {
    return text === null ? null : (decodeJson(text) as T)
  } catch {
    return null
  }
}
