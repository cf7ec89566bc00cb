/** The languages of the site; the first is that of whoever reads none of them. A new one: its file here, and a line in `dictionaries.ts`. */
export const LOCALES = ['en', 'ru'] as const
export type Locale = (typeof LOCALES)[number]
export const DEFAULT_LOCALE: Locale = 'en'

/** What each calls itself. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', ru: 'Русский' }

/** Of a visitor, and of a reader in this browser: what was chosen, or what the account says. */
export const LOCALE_COOKIE = 'fonana_locale'

export function readLocale(text: string | null | undefined): Locale | null {
  return LOCALES.find((locale) => locale === text) ?? null
}

/** The best of an `Accept-Language` header (RFC 9110, 12.5.4): the first of the highest weight. */
export function acceptedLocale(header: string): Locale {
  let best: { locale: Locale; weight: number } | null = null
  for (const range of header.split(',')) {
    const [tag = '', ...params] = range.trim().toLowerCase().split(';')
    const locale = readLocale(tag.split('-')[0])
    const weight = weightOf(params)
    if (locale !== null && weight > (best?.weight ?? 0)) best = { locale, weight }
  }
  return best?.locale ?? DEFAULT_LOCALE
}

function weightOf(params: readonly string[]): number {
  const text = params.map((param) => param.trim()).find((param) => param.startsWith('q='))
  if (text === undefined) return 1
  const weight = Number(text.slice(2))
  return weight >= 0 && weight <= 1 ? weight : 0
}
