'use client'

import { useQuery } from '@tanstack/react-query'
import { Avatar } from '@/components/ui/avatar'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { creatorQuery } from '@/lib/client/queries'
import { avatarSources } from '@/lib/links'

interface InvitedByProps {
  handle: string
  /** What the server has against it; null for nothing. */
  error: string | null
  /** Goes on without the invitation. */
  onDrop: () => void
}

/** By whose link somebody becomes a creator: said where they agree to it. */
export function InvitedBy({ handle, error, onDrop }: InvitedByProps) {
  const name = useQuery(creatorQuery(handle)).data
  return (
    <div className="flex items-center gap-3 rounded-lg bg-sunken py-2.5 pr-2 pl-3.5">
      <Avatar name={name?.displayName ?? handle} picture={avatarSources(name?.avatarId ?? null)} size="sm" />
      <p className="min-w-0 flex-1 text-sm">
        <span className="block truncate">
          Invited by <bdi className="font-semibold">{name?.displayName ?? `@${handle}`}</bdi>
        </span>
        <span
          className={error ? 'block text-danger text-xs' : 'block text-muted text-xs'}
          role={error ? 'alert' : undefined}
        >
          {error ?? 'They have 5\u00a0% of what you sell, out of Fonana’s share.'}
        </span>
      </p>
      <IconButton label="Go on without the invitation" onClick={onDrop}>
        <Icon name="x" />
      </IconButton>
    </div>
  )
}
