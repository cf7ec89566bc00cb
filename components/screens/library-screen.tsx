'use client'

import { Library } from '@/components/library/library'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { useTranslator } from '@/lib/client/use-translator'

export function LibraryScreen() {
  const t = useTranslator()
  return (
    <Page>
      <PageHead title={t('shell.library')} />
      <Library />
    </Page>
  )
}
