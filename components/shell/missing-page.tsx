'use client'

import { useTranslator } from '@/lib/client/use-translator'
import { NothingHere } from './nothing-here'
import { Page } from './page'
import { PageHead } from './page-head'

/** What an address leads to that leads nowhere. */
export function MissingPage() {
  const t = useTranslator()
  return (
    <Page>
      <PageHead title={t('missing.head')} />
      <h1 className="sr-only">{t('missing.head')}</h1>
      <NothingHere />
    </Page>
  )
}
