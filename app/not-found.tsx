'use client'

import { NothingHere } from '@/components/shell/nothing-here'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { useTranslator } from '@/lib/client/use-translator'

export default function NotFound() {
  const t = useTranslator()
  return (
    <Page>
      <PageHead title={t('missing.head')} />
      <h1 className="sr-only">{t('missing.head')}</h1>
      <NothingHere />
    </Page>
  )
}
