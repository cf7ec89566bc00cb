'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { PostList } from '@/components/posts/post-list'
import { NothingHere } from '@/components/shell/nothing-here'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { Isolated } from '@/components/ui/isolated'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { ShareButton } from '@/components/ui/share-button'
import { Skeleton } from '@/components/ui/skeleton'
import { isolate } from '@/lib/characters'
import { creatorQuery } from '@/lib/client/queries/creators'
import { seriesPostsSource, seriesQuery } from '@/lib/client/queries/series'
import { useMe } from '@/lib/client/use-me'
import { useRealtime } from '@/lib/client/use-realtime'
import { useTranslator } from '@/lib/client/use-translator'
import { creatorTabHref, editSeriesHref, seriesHref } from '@/lib/links'
import { channels } from '@/lib/schema/channel-names'
import type { CreatorProfile } from '@/lib/schema/creators'
import type { SeriesPage as ReadSeries } from '@/lib/schema/series'
import { SeriesCounts } from './series-counts'

/** A series with its posts, in its order. */
export function SeriesPage({ handle, id }: { handle: string; id: string }) {
  const t = useTranslator()
  const me = useMe()
  const ofCreator = useQuery(creatorQuery(handle))
  const reading = useQuery(seriesQuery(id))
  const [creator, series] = [ofCreator.data, reading.data]
  const source = seriesPostsSource(id)
  const query = useInfiniteQuery({ ...source.list, enabled: series != null })
  const channel = series && me ? channels.creator(series.creatorId) : null
  useRealtime(channel, series?.position)
  useRealtime(channel, creator?.position)
  if (creator === null || series === null) return <NothingHere />
  if (creator === undefined || series === undefined) {
    const failed = [ofCreator, reading].find(({ isError }) => isError)
    return failed ? (
      <ErrorState onRetry={() => void failed.refetch()} retrying={failed.isFetching} />
    ) : (
      <div role="status" aria-label={t('series.loading')} className="flex flex-col gap-3">
        <Skeleton className="h-9 w-2/3" />
        <Skeleton className="h-5 w-40" />
      </div>
    )
  }
  return (
    <>
      <SeriesHead creator={creator} series={series} />
      <PostList
        source={source}
        query={query}
        creator={creator}
        empty={<EmptyState icon={<Icon name="layers" />} title={t('series.none')} />}
      />
    </>
  )
}

function SeriesHead({ creator, series }: { creator: CreatorProfile; series: ReadSeries }) {
  const t = useTranslator()
  const me = useMe()
  const { handle, displayName } = creator
  return (
    <header className="mb-8 flex flex-col gap-3">
      <p className="text-muted text-sm">
        <Link
          href={creatorTabHref(handle, { tab: 'series' })}
          className="-my-1 inline-block max-w-full py-1 hover:text-text hover:underline"
        >
          <Isolated text={t('series.by', { name: isolate(displayName) })} />
        </Link>
      </p>
      <div className="flex items-start justify-between gap-x-4">
        <h1 className="min-w-0 break-words font-semibold text-2xl">
          <bdi>{series.title}</bdi>
        </h1>
        <div className="flex shrink-0 items-center gap-2">
          {me?.id === series.creatorId && (
            <LinkButton href={editSeriesHref(series.id)} size="sm">
              <Icon name="pencil" className="size-4" />
              <span>{t('series.edit')}</span>
            </LinkButton>
          )}
          <ShareButton label={t('series.share')} title={series.title} href={seriesHref(handle, series.id)} />
        </div>
      </div>
      {series.description && (
        <p className="max-w-prose whitespace-pre-line break-words text-pretty">{series.description}</p>
      )}
      <SeriesCounts series={series} />
    </header>
  )
}
