import { FileQuestion } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'

/** Instead of what is not there, or not for this reader to know of. */
export function NothingHere() {
  return (
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
  )
}
