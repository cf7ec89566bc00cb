import { DEFAULT_LOCALE, LOCALE_COOKIE, LOCALES } from '@/lib/schema/locales'
import { translatorIn } from '@/lib/words/dictionaries'
import type { Translator } from '@/lib/words/translator'

/** The page as it is served: with what it says in every language, and in the first one until its script has run. */
export function fillOfflinePage(html: string): string {
  const said = LOCALES.map((locale) => [locale, wordsOf(translatorIn(locale))] as const)
  const places: Record<string, string> = {
    cookie: LOCALE_COOKIE,
    words: JSON.stringify(Object.fromEntries(said)).replaceAll('<', '\\u003c'),
    ...wordsOf(translatorIn(DEFAULT_LOCALE)),
  }
  return html.replace(/\{(\w+)\}/g, (whole, name: string) => places[name] ?? whole)
}

function wordsOf(t: Translator) {
  return {
    title: t('offline.title'),
    text: t('offline.text'),
    retry: t('ui.retry'),
    still: t('offline.still'),
  }
}
