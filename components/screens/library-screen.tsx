'use client'

import { Library } from '@/components/library/library'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'

export function LibraryScreen() {
  return (
    <Page>
      <PageHead title="Library" />
      <Library />
    </Page>
  )
}
