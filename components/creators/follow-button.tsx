import { Check, Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { ButtonSize } from '@/components/ui/button-class'

interface FollowButtonProps {
  following: boolean
  /** Of whom, for screen readers. */
  name: string
  onToggle: () => void
  pending?: boolean
  size?: ButtonSize
}

export function FollowButton({ following, name, onToggle, pending, size }: FollowButtonProps) {
  const Icon = following ? Check : Plus
  return (
    <Button
      size={size}
      onClick={onToggle}
      loading={pending}
      aria-pressed={following}
      aria-label={following ? `Following ${name}` : `Follow ${name}`}
    >
      <Icon className="size-4" aria-hidden="true" />
      {following ? 'Following' : 'Follow'}
    </Button>
  )
}
