'use client'

import type { ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { avatarSources, coverSources } from '@/lib/links'
import type { CreatorProfile } from '@/lib/schema/creators'
import { CreatorLinks } from './creator-links'
import { tierLabel } from './tier-label'

interface CreatorHeaderProps {
  creator: CreatorProfile
  /** Follow, tip, edit: whatever this reader can do. */
  actions: ReactNode
}

export function CreatorHeader({ creator, actions }: CreatorHeaderProps) {
  const { postsCount, followersCount, subscribersCount } = creator
  const t = useTranslator()
  const { count } = useFormats()
  return (
    <header>
      {creator.coverId ? (
        <img
          alt=""
          width={1500}
          height={500}
          fetchPriority="high"
          sizes="(min-width: 77rem) 58rem, 100vw"
          {...coverSources(creator.coverId, creator.coverFocus)}
          className="aspect-[3/1] w-full rounded-lg bg-hover object-cover [--corner:var(--radius-lg)]"
        />
      ) : (
        <div className="glow aspect-[4/1] w-full rounded-lg" />
      )}
      <div className="relative -mt-12 grid grid-cols-[auto_minmax(0,1fr)] px-1 sm:-mt-14 sm:px-6">
        <span className="row-start-1 w-fit rounded-full bg-canvas p-1">
          <Avatar name={creator.displayName} picture={avatarSources(creator)} size="xl" />
        </span>
        <div className="col-span-2 row-start-3 mt-5 flex flex-wrap gap-2 *:flex-auto max-sm:[&>button]:px-3 sm:col-span-1 sm:col-start-2 sm:row-start-1 sm:mt-0 sm:justify-end sm:self-end sm:pb-1 sm:*:flex-none">
          {actions}
        </div>
        <div className="col-span-2 row-start-2 pt-3">
          <h1 className="font-semibold text-2xl sm:text-3xl">
            <bdi>{creator.displayName}</bdi>
          </h1>
          <p className="mt-0.5 text-muted">@{creator.handle}</p>
          {creator.bio && (
            <p className="mt-3 line-clamp-3 max-w-prose whitespace-pre-line text-pretty text-[1.0625rem] leading-[1.65]">
              {creator.bio}
            </p>
          )}
          <CreatorLinks links={creator.links} />
          <div className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-2 text-muted text-sm tabular-nums">
            <span>{t('count.posts', { count: postsCount, shown: count(postsCount) })}</span>
            <span>{t('count.followers', { count: followersCount, shown: count(followersCount) })}</span>
            <span>{t('count.subscribers', { count: subscribersCount, shown: count(subscribersCount) })}</span>
            <SubscriptionBadge creator={creator} />
          </div>
        </div>
      </div>
    </header>
  )
}

function SubscriptionBadge({ creator: { subscription, tiers } }: { creator: CreatorProfile }) {
  const t = useTranslator()
  const { day } = useFormats()
  if (subscription === null || subscription.status === 'expired') return null
  const name = tiers.find(({ tier }) => tier === subscription.tier)?.name ?? tierLabel(t, subscription.tier)
  return (
    <Badge tone="accent">
      <bdi>{name}</bdi>
      <span className="shrink-0">{t('creator.until', { day: day(subscription.currentPeriodEnd) })}</span>
    </Badge>
  )
}
