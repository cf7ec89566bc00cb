'use client'

import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { ErrorState } from '@/components/ui/error-state'

/** Inside the shell: the way on stays in reach. */
export default function ErrorPage({ reset }: { reset: () => void }) {
  return (
    <Page>
      <PageHead title="Something went wrong" />
      <h1 className="sr-only">Something went wrong</h1>
      <ErrorState title="This page did not load" onRetry={reset}>
        It is our fault. Nothing you did or paid is lost.
      </ErrorState>
    </Page>
  )
}
