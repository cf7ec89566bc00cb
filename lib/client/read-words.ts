import { getWords } from '@/lib/client/api/api'
import type { Locale } from '@/lib/schema/locales'
import type { CompiledDictionary } from '@/lib/words/translator'

/** Those that were asked for already. */
const known = new Map<Locale, Promise<CompiledDictionary>>()

/** Throws `ApiError`; asked for again it is tried again. */
export function readWords(locale: Locale): Promise<CompiledDictionary> {
  const found = known.get(locale)
  if (found !== undefined) return found
  const asked = getWords(locale)
  known.set(locale, asked)
  asked.catch(() => known.delete(locale))
  return asked
}
