import { getWords } from '@/lib/client/api/api'
import { LOCALE_COOKIE, type Locale } from '@/lib/schema/locales'
import type { CompiledDictionary } from '@/lib/words/translator'

const YEAR_S = 365 * 24 * 60 * 60

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

/** In this browser, for a year: for who is not signed in. */
export function keepLocale(locale: Locale): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not there over plain http
  document.cookie = `${LOCALE_COOKIE}=${locale}; path=/; max-age=${YEAR_S}; samesite=lax`
}
