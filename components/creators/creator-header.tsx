import type { ReactNode } from 'react'
import { avatarUrl, mediaUrl } from '@/components/links'
import { PostBody } from '@/components/posts/post-body'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { countOf } from '@/components/ui/count'
import { longDay } from '@/components/ui/dates'
import type { CreatorProfile } from '@/lib/schema/creators'
import { tierLabel } from './tier-label'

interface CreatorHeaderProps {
  creator: CreatorProfile
  /** Follow, tip, edit: whatever this reader can do. */
  actions: ReactNode
}

export function CreatorHeader({ creator, actions }: CreatorHeaderProps) {
  return (
    <header>
      {creator.coverId ? (
        <img
          src={mediaUrl(creator.coverId)}
          alt=""
          width={1500}
          height={500}
          fetchPriority="high"
          className="aspect-[3/1] w-full rounded-lg bg-hover object-cover"
        />
      ) : (
        <div className="glow aspect-[4/1] w-full rounded-lg" />
      )}
      <div className="relative -mt-12 flex items-end justify-between gap-3 px-4 sm:-mt-14 sm:px-6">
        <span className="rounded-full bg-canvas p-1">
          <Avatar name={creator.displayName} src={avatarUrl(creator.avatarId)} size="xl" />
        </span>
        <div className="flex flex-wrap justify-end gap-2 pb-1.5">{actions}</div>
      </div>
      <div className="px-4 pt-3 sm:px-6">
        <h1 className="font-semibold text-2xl sm:text-3xl">{creator.displayName}</h1>
        <p className="mt-0.5 text-muted">@{creator.handle}</p>
        {creator.bio && (
          <div className="mt-3 max-w-prose">
            <PostBody text={creator.bio} />
          </div>
        )}
        <div className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-2 text-muted text-sm tabular-nums">
          <span>{countOf(creator.postsCount, 'post')}</span>
          <span>{countOf(creator.followersCount, 'follower')}</span>
          <span>{countOf(creator.subscribersCount, 'subscriber')}</span>
          <SubscriptionBadge creator={creator} />
        </div>
      </div>
    </header>
  )
}

function SubscriptionBadge({ creator: { subscription, tiers } }: { creator: CreatorProfile }) {
  if (subscription === null || subscription.status === 'expired') return null
  const name = tiers.find(({ tier }) => tier === subscription.tier)?.name ?? tierLabel(subscription.tier)
  return (
    <Badge tone="accent">
      {name} until {longDay(subscription.currentPeriodEnd)}
    </Badge>
  )
}
