'use client'

import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { takeWords } from '@/lib/client/boot'
import { keepLocale, readWords } from '@/lib/client/language'
import { useMe } from '@/lib/client/use-me'
import { LanguageContext, TranslatorProvider } from '@/lib/client/use-translator'
import type { Locale } from '@/lib/schema/locales'
import { type CompiledDictionary, translatorOf } from '@/lib/words/translator'

interface LanguageProviderProps {
  locale: Locale
  /** Unless the page says otherwise. */
  words: CompiledDictionary
  children: ReactNode
}

/** The language of everything below. It is another one at once, and nothing begins anew: what is typed stays. */
export function LanguageProvider({ locale, words, children }: LanguageProviderProps) {
  const [t, setTranslator] = useState(() => translatorOf(locale, takeWords() ?? words))
  const speak = useCallback(async (next: Locale) => {
    const spoken = translatorOf(next, await readWords(next))
    document.documentElement.lang = next
    keepLocale(next)
    setTranslator(() => spoken)
  }, [])

  // Who signs in, and who has chosen on another device, reads what their account says.
  const own = useMe()?.locale
  const [heard, setHeard] = useState<Locale | undefined>(own)
  useEffect(() => {
    // For this browser when they have signed out.
    if (own !== undefined) keepLocale(own)
    if (own === heard) return
    setHeard(own)
    if (own !== undefined && own !== t.locale) speak(own).catch(() => {})
  }, [own, heard, t, speak])

  return (
    <LanguageContext value={speak}>
      <TranslatorProvider value={t}>{children}</TranslatorProvider>
    </LanguageContext>
  )
}
