import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'

/** Instead of what is not there, or not for this reader to know of. */
export function NothingHere() {
  return (
    <EmptyState
      icon={<Icon name="file-question-mark" />}
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
