'use client'

import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import { useChooseLocale } from '@/lib/client/use-choose-locale'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import { LOCALE_NAMES, LOCALES, type Locale } from '@/lib/schema/locales'

/** The other languages, each by its own name. */
export function LanguageSwitch() {
  const t = useTranslator()
  const wordError = useProblemWords()
  const toast = useToast()
  const choose = useChooseLocale()

  function change(locale: Locale): void {
    choose(locale).catch((error: Error) =>
      toast({ tone: 'danger', title: t('language.notChanged'), body: wordError(error) }),
    )
  }

  return LOCALES.filter((locale) => locale !== t.locale).map((locale) => (
    <IconButton key={locale} lang={locale} label={LOCALE_NAMES[locale]} onClick={() => change(locale)}>
      <span aria-hidden="true" className="font-semibold text-xs uppercase">
        {locale}
      </span>
    </IconButton>
  ))
}
