'use client'

import './globals.css'
import { ErrorState } from '@/components/ui/error-state'
import { IconSprite } from '@/components/ui/icon-sprite'
import { takeWords } from '@/lib/client/boot'
import { TranslatorProvider } from '@/lib/client/use-translator'
import { readLocale } from '@/lib/schema/locales'
import { translatorOf } from '@/lib/words/translator'

/** Where the page has not even brought its words. */
const LAST_RESORT = {
  'fault.title': 'Something went wrong',
  'fault.site': 'Fonana did not load',
  'fault.ours': 'It is our fault. Nothing you did or paid is lost.',
  'ui.retry': 'Try again',
}

/** When not even the shell could be made. */
export default function GlobalError({ reset }: { reset: () => void }) {
  const words = takeWords()
  const spoken = typeof document === 'undefined' ? null : readLocale(document.documentElement.lang)
  const locale = (words && spoken) ?? 'en'
  const t = translatorOf(locale, words ?? LAST_RESORT)
  return (
    <html lang={locale}>
      <body className="min-h-dvh font-sans text-base">
        <IconSprite />
        <TranslatorProvider value={t}>
          <main>
            <h1 className="sr-only">{t('fault.title')}</h1>
            <ErrorState title={t('fault.site')} onRetry={reset}>
              {t('fault.ours')}
            </ErrorState>
          </main>
        </TranslatorProvider>
      </body>
    </html>
  )
}
