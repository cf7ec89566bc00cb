'use client'

import { Button } from '@/components/ui/button'
import type { ButtonSize } from '@/components/ui/button-class'
import { Icon } from '@/components/ui/icon'
import { useTranslator } from '@/lib/client/use-translator'

interface FollowButtonProps {
  following: boolean
  /** Of whom, for screen readers. */
  name: string
  onToggle: () => void
  pending?: boolean
  size?: ButtonSize
}

export function FollowButton({ following, name, onToggle, pending, size }: FollowButtonProps) {
  const t = useTranslator()
  return (
    <Button
      size={size}
      onClick={onToggle}
      loading={pending}
      aria-pressed={following}
      aria-label={following ? t('creator.following.whom', { name }) : t('creator.follow.whom', { name })}
    >
      <Icon name={following ? 'check' : 'plus'} className="size-4" />
      {following ? t('creator.following') : t('creator.follow')}
    </Button>
  )
}
