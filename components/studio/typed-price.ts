import { LAMPORTS_PER_SOL, MAX_PRICE_LAMPORTS, MIN_PRICE_LAMPORTS, parseSol, typeSol } from '@/lib/money'
import { DEFAULT_LOCALE, type Locale } from '@/lib/schema/locales'
import type { Formats } from '@/lib/words/formats'
import type { Translator } from '@/lib/words/translator'

/** A price while it is being typed. */
export interface TypedPrice {
  /** In SOL, as typed. */
  price: string
  /** In the signs of which language; missing where nobody has typed it, and in what an older release has kept. */
  locale?: Locale
}

/** Null when it cannot be read. */
export function readPrice({ price, locale = DEFAULT_LOCALE }: TypedPrice): bigint | null {
  return parseSol(price, locale)
}

/** The same price in the signs of another language: `1,234` is not to become a thousand when its reader changes theirs. */
export function writtenIn<T extends TypedPrice>(typed: T, locale: Locale): T {
  if ((typed.locale ?? DEFAULT_LOCALE) === locale) return typed
  const lamports = readPrice(typed)
  return { ...typed, locale, price: lamports === null ? typed.price : typeSol(lamports, locale) }
}

export function isSamePrice(a: TypedPrice, b: TypedPrice): boolean {
  const [one, other] = [readPrice(a), readPrice(b)]
  return one === null && other === null ? a.price === b.price : one === other
}

/** Larger than anything that is read: a number all the same. */
const IMMENSE = /^\d{8,}(?:[.,]\d*)?$/

/** Why this price cannot be, or null. */
export function priceProblem(typed: TypedPrice): 'unreadable' | 'tooLow' | 'tooHigh' | null {
  const lamports = readPrice(typed)
  if (lamports === null) return IMMENSE.test(typed.price.trim()) ? 'tooHigh' : 'unreadable'
  if (lamports > MAX_PRICE_LAMPORTS) return 'tooHigh'
  return lamports < MIN_PRICE_LAMPORTS ? 'tooLow' : null
}

/** Few things cost that much: a slip of the finger does. */
const UNUSUAL_LAMPORTS = 10n * LAMPORTS_PER_SOL

export function isUnusual(typed: TypedPrice): boolean {
  return (readPrice(typed) ?? 0n) > UNUSUAL_LAMPORTS
}

export function priceProblemInWords(t: Translator, formats: Formats, typed: TypedPrice): string | null {
  switch (priceProblem(typed)) {
    case 'unreadable':
      return t('studio.amountUnreadable')
    case 'tooLow':
      return t('field.price_too_low', { amount: formats.inSol(MIN_PRICE_LAMPORTS) })
    case 'tooHigh':
      return t('field.price_too_high', { amount: formats.inSol(MAX_PRICE_LAMPORTS) })
    case null:
      return null
  }
}
