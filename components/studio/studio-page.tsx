'use client'

import type { ReactNode } from 'react'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { useTranslator } from '@/lib/client/use-translator'
import { Studio } from './studio'

export function StudioPage({ title, children }: { title?: string; children: ReactNode }) {
  const t = useTranslator()
  return (
    <Page>
      <PageHead title={title ?? t('shell.studio')} />
      <Studio>{children}</Studio>
    </Page>
  )
}
