import { FileQuestion } from 'lucide-react'
import type { Metadata } from 'next'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <Page>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={<FileQuestion />}
        title="There is nothing here"
        action={
          <LinkButton href="/" variant="primary">
            To the feed
          </LinkButton>
        }
      >
        The address may be mistyped, or what was here has been taken down.
      </EmptyState>
    </Page>
  )
}
