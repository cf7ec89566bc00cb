'use client'

import { useQuery } from '@tanstack/react-query'
import { Avatar } from '@/components/ui/avatar'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { creatorQuery } from '@/lib/client/queries/creators'
import { Phrase, useTranslator } from '@/lib/client/use-translator'
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
  const t = useTranslator()
  const creator = useQuery(creatorQuery(handle)).data
  return (
    <div className="flex items-center gap-3 rounded-lg bg-sunken py-2.5 pr-2 pl-3.5">
      <Avatar name={creator?.displayName ?? handle} picture={avatarSources(creator ?? null)} size="sm" />
      <p className="min-w-0 flex-1 text-sm">
        <span className="block truncate">
          <Phrase
            message="invitation.by"
            values={{ name: creator?.displayName ?? `@${handle}` }}
            tags={{ who: (inner) => <bdi className="font-semibold">{inner}</bdi> }}
          />
        </span>
        <span
          className={error ? 'block text-danger text-xs' : 'block text-muted text-xs'}
          role={error ? 'alert' : undefined}
        >
          {error ?? t('invitation.by.terms')}
        </span>
      </p>
      <IconButton label={t('invitation.drop')} onClick={onDrop}>
        <Icon name="x" />
      </IconButton>
    </div>
  )
}
