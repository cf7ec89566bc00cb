import { ErrorState } from '@/components/ui/error-state'
import { TranslatorProvider, useTranslator } from '@/lib/client/use-translator'
import type { Locale } from '@/lib/schema/locales'
import { type CompiledDictionary, translatorOf } from '@/lib/words/translator'
import { Page } from './page'
import { PageHead } from './page-head'

/** In place of a page that failed, inside the shell: the way on stays in reach. */
export function PageFault({ reset }: { reset: () => void }) {
  const t = useTranslator()
  return (
    <Page>
      <PageHead title={t('fault.title')} />
      <h1 className="sr-only">{t('fault.title')}</h1>
      <ErrorState title={t('fault.page')} onRetry={reset}>
        {t('fault.ours')}
      </ErrorState>
    </Page>
  )
}

interface SiteFaultProps {
  locale: Locale
  words: CompiledDictionary
  reset: () => void
}

/** When not even the shell could be made. */
export function SiteFault({ locale, words, reset }: SiteFaultProps) {
  const t = translatorOf(locale, words)
  return (
    <TranslatorProvider value={t}>
      <main>
        <h1 className="sr-only">{t('fault.title')}</h1>
        <ErrorState title={t('fault.site')} onRetry={reset}>
          {t('fault.ours')}
        </ErrorState>
      </main>
    </TranslatorProvider>
  )
}
