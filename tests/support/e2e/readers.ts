import type { Locale } from '@/lib/schema/locales'
import { translatorIn } from '@/lib/words/dictionaries'
import { type Formats, formatsIn } from '@/lib/words/formats'
import type { Translator } from '@/lib/words/translator'

/** In which language somebody reads, and on what. */
export interface Reading {
  locale: Locale
  phone: boolean
}

/** Each language once, and each screen once: what a story is told in that looks different in them. */
export const READINGS: readonly Reading[] = [
  { locale: 'en', phone: false },
  { locale: 'ru', phone: true },
]

/** For what costs little. */
export const ALL_READINGS: readonly Reading[] = [
  ...READINGS,
  { locale: 'en', phone: true },
  { locale: 'ru', phone: false },
]

export const nameOf = ({ locale, phone }: Reading) => `${locale}, on a ${phone ? 'phone' : 'desk'}`

/** What buttons and texts are called for such a reader: by the product's own dictionary. */
export function wordsFor({ locale }: Reading): { t: Translator; formats: Formats } {
  return { t: translatorIn(locale), formats: formatsIn(locale, 'UTC') }
}
