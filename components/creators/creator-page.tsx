'use client'

import { useQuery } from '@tanstack/react-query'
import { SeriesList } from '@/components/series/series-list'
import { NothingHere } from '@/components/shell/nothing-here'
import { cx } from '@/components/ui/cx'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { Tabs } from '@/components/ui/tabs'
import { creatorQuery } from '@/lib/client/queries/creators'
import { creatorSeriesQuery } from '@/lib/client/queries/series'
import { useMe } from '@/lib/client/use-me'
import { useRealtime } from '@/lib/client/use-realtime'
import { useTranslator } from '@/lib/client/use-translator'
import { creatorTabHref } from '@/lib/links'
import { CREATOR_TABS, type RouteOf } from '@/lib/routes'
import { channels } from '@/lib/schema/channel-names'
import type { CreatorProfile } from '@/lib/schema/creators'
import { CreatorAbout } from './creator-about'
import { CreatorActions } from './creator-actions'
import { CreatorHeader } from './creator-header'
import { CreatorPictures } from './creator-pictures'
import { CreatorPosts } from './creator-posts'
import { CreatorTiers } from './creator-tiers'

export function CreatorPage({ route }: { route: RouteOf<'creator'> }) {
  const { handle, tab } = route
  const me = useMe()
  const t = useTranslator()
  const reading = useQuery(creatorQuery(handle))
  const { data: creator } = reading
  const channel = creator && me ? channels.creator(creator.id) : null
  useRealtime(channel, creator?.position)
  const { data: series } = useQuery(creatorSeriesQuery(handle))
  useRealtime(channel, series?.position)
  // A creator who has none is shown without them.
  const tabs = CREATOR_TABS.filter((one) => one !== 'series' || one === tab || series?.items.length)

  if (creator === undefined) {
    return reading.isError ? (
      <ErrorState onRetry={() => void reading.refetch()} retrying={reading.isFetching} />
    ) : (
      <CreatorSkeleton />
    )
  }
  if (creator === null) return <NothingHere />
  return (
    <div className="mx-auto max-w-page px-4 pt-4 sm:px-8 md:pt-8">
      <CreatorHeader creator={creator} actions={<CreatorActions creator={creator} />} />
      <div className="mt-8 mb-6">
        <Tabs
          label={t('creator.tabs')}
          tabs={tabs.map((one) => ({
            href: creatorTabHref(handle, { tab: one }),
            label: t(`creator.${one}`),
            current: one === tab,
          }))}
        />
      </div>
      {tab === 'memberships' ? (
        <CreatorTiers creator={creator} look="compared" />
      ) : (
        <div className="flex flex-col gap-10 lg:flex-row-reverse lg:items-start lg:justify-between">
          <aside
            className={cx('lg:sticky lg:top-10 lg:w-72 lg:shrink-0', tab !== 'posts' && 'max-lg:hidden')}
          >
            <CreatorTiers creator={creator} look="beside" />
          </aside>
          <section aria-labelledby="view-heading" className="min-w-0 max-w-post flex-1">
            <h2 id="view-heading" className="sr-only">
              {t(`creator.${tab}`)}
            </h2>
            <View creator={creator} route={route} />
          </section>
        </div>
      )}
    </div>
  )
}

/** Each filter is a list of its own. */
function View({
  creator,
  route: { tab, tag, open },
}: {
  creator: CreatorProfile
  route: RouteOf<'creator'>
}) {
  if (tab === 'series') return <SeriesList handle={creator.handle} />
  if (tab === 'pictures') return <CreatorPictures handle={creator.handle} />
  if (tab === 'about') return <CreatorAbout creator={creator} />
  return <CreatorPosts key={`${open} ${tag}`} creator={creator} tag={tag} open={open} />
}

function CreatorSkeleton() {
  const t = useTranslator()
  return (
    <div
      role="status"
      aria-label={t('creator.loading')}
      className="mx-auto max-w-page px-4 pt-4 sm:px-8 md:pt-8"
    >
      <Skeleton className="aspect-[3/1] w-full !rounded-lg" />
      <div className="mt-6 flex flex-col gap-3">
        <Skeleton className="h-9 w-2/3" />
        <Skeleton className="h-5 w-40" />
      </div>
    </div>
  )
}
