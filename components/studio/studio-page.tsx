import type { ReactNode } from 'react'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { Studio } from './studio'

export function StudioPage({ title = 'Studio', children }: { title?: string; children: ReactNode }) {
  return (
    <Page>
      <PageHead title={title} />
      <Studio>{children}</Studio>
    </Page>
  )
}
