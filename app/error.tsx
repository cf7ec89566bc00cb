'use client'

import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { ErrorState } from '@/components/ui/error-state'
import { useTranslator } from '@/lib/client/use-translator'

/** Inside the shell: the way on stays in reach. */
export default function ErrorPage({ reset }: { reset: () => void }) {
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
