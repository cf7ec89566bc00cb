import { Button } from '@/components/ui/button'
import type { ButtonSize } from '@/components/ui/button-class'
import { Icon } from '@/components/ui/icon'

interface FollowButtonProps {
  following: boolean
  /** Of whom, for screen readers. */
  name: string
  onToggle: () => void
  pending?: boolean
  size?: ButtonSize
}

export function FollowButton({ following, name, onToggle, pending, size }: FollowButtonProps) {
  return (
    <Button
      size={size}
      onClick={onToggle}
      loading={pending}
      aria-pressed={following}
      aria-label={following ? `Following ${name}` : `Follow ${name}`}
    >
      <Icon name={following ? 'check' : 'plus'} className="size-4" />
      {following ? 'Following' : 'Follow'}
    </Button>
  )
}
