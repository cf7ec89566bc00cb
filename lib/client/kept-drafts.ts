import { decodeJson, encodeJson } from '@/lib/schema/json'
import { browserMemory } from './storage'

/** With the number of its form: what another release has kept in another form is not read. */
const PREFIX = 'fonana.draft.1.'

/** What was kept under this name; null for nothing, and for what somebody else has written there. */
export function readDraft<T>(name: string): T | null {
  const text = browserMemory.get(PREFIX + name)
  try {
    return text === null ? null : (decodeJson(text) as T)
  } catch {
    return null
  }
}

/** Null forgets it. Answers whether the browser has it: it may be full, or keep nothing at all. */
export function keepDraft(name: string, draft: unknown): boolean {
  if (draft !== null) return browserMemory.set(PREFIX + name, encodeJson(draft))
  browserMemory.remove(PREFIX + name)
  return true
}
