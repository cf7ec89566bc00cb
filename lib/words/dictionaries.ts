import compile from 'icu-minify/compile'
import type { Locale } from '@/lib/schema/locales'
import { en } from './en'
import { ru } from './ru'
import { type CompiledDictionary, type Dictionary, type Translator, translatorOf } from './translator'

/** For the server: the browser is sent the one of its reader, compiled. */
export const DICTIONARIES: Record<Locale, Dictionary> = { en, ru }

/** Made when it is first asked for. */
const compiled = new Map<Locale, CompiledDictionary>()
const translators = new Map<Locale, Translator>()

export function compiledDictionary(locale: Locale): CompiledDictionary {
  const found = compiled.get(locale)
  if (found) return found
  const entries = Object.entries(DICTIONARIES[locale])
  const parsed = Object.fromEntries(entries.map(([key, message]) => [key, compile(message)]))
  // Plain objects, as JSON has them: the parser's have no prototype, and React hands none of those to the browser.
  const made = JSON.parse(JSON.stringify(parsed)) as CompiledDictionary
  compiled.set(locale, made)
  return made
}

export function translatorIn(locale: Locale): Translator {
  const found = translators.get(locale)
  if (found) return found
  const made = translatorOf(locale, compiledDictionary(locale))
  translators.set(locale, made)
  return made
}
