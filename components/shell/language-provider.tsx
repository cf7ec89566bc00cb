'use client'

import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { keepCookie } from '@/lib/client/keep-cookie'
import { readWords } from '@/lib/client/read-words'
import { useMe } from '@/lib/client/use-me'
import { LanguageContext, TranslatorProvider } from '@/lib/client/use-translator'
import { LOCALE_COOKIE, type Locale } from '@/lib/schema/locales'
import { type CompiledDictionary, translatorOf } from '@/lib/words/translator'

interface LanguageProviderProps {
  locale: Locale
  words: CompiledDictionary
  children: ReactNode
}

/** The language of everything below. It is another one at once, and nothing begins anew: what is typed stays. */
export function LanguageProvider({ locale, words, children }: LanguageProviderProps) {
  const [t, setTranslator] = useState(() => translatorOf(locale, words))
  const speak = useCallback(async (next: Locale) => {
    const spoken = translatorOf(next, await readWords(next))
    document.documentElement.lang = next
    keepCookie(LOCALE_COOKIE, next)
    setTranslator(() => spoken)
  }, [])

  // Who signs in, and who has chosen on another device, reads what their account says.
  const own = useMe()?.locale
  const spoken = useRef(locale)
  useEffect(() => {
    spoken.current = t.locale
  }, [t])
  useEffect(() => {
    if (own === undefined) return
    // For this browser when they have signed out.
    keepCookie(LOCALE_COOKIE, own)
    // Where the words cannot be had just now, this page goes on as it is, and the next one is in theirs.
    if (own !== spoken.current) speak(own).catch(() => {})
  }, [own, speak])

  return (
    <LanguageContext value={speak}>
      <TranslatorProvider value={t}>{children}</TranslatorProvider>
    </LanguageContext>
  )
}
