'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { NothingHere } from '@/components/shell/nothing-here'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { loadLate, warming } from '@/components/ui/load-late'
import { Skeleton } from '@/components/ui/skeleton'
import { ownSeriesOneQuery } from '@/lib/client/queries/own-series'
import { useTakenAway } from '@/lib/client/take-away'
import { useMe } from '@/lib/client/use-me'
import { useOwnChannel } from '@/lib/client/use-own-channel'
import { useTranslator } from '@/lib/client/use-translator'
import { seriesHref } from '@/lib/links'
import type { OwnSeriesPage } from '@/lib/schema/series'
import { SeriesDialog } from './series-form'
import { SeriesPosts } from './series-posts'

const AddToSeries = loadLate(async () => (await import('./add-to-series')).AddToSeries, {
  Waiting: () => null,
})

/** One of the creator's series, with its posts in their order. */
export function EditSeries({ seriesId }: { seriesId: string }) {
  const t = useTranslator()
  const { data, isError, isFetching, refetch } = useQuery(ownSeriesOneQuery(seriesId))
  const takenAway = useTakenAway()
  useOwnChannel()
  if (data === null || takenAway.has(seriesId)) return <NothingHere />
  if (data !== undefined) return <Opened series={data} />
  return isError ? (
    <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
  ) : (
    <div role="status" aria-label={t('series.loading')} className="flex flex-col gap-3">
      <Skeleton className="h-8 w-1/2" />
      <Skeleton className="h-16 w-full" />
      <Skeleton className="h-16 w-full" />
    </div>
  )
}

function Opened({ series }: { series: OwnSeriesPage }) {
  const t = useTranslator()
  const me = useMe()
  const [renaming, setRenaming] = useState(false)
  const [adding, setAdding] = useState<boolean | null>(null)
  const isShown = series.posts.some(({ status }) => status === 'published')
  return (
    <section aria-labelledby="series-heading" className="flex flex-col gap-5">
      <div className="flex flex-col gap-1.5">
        <p className="text-muted text-sm">
          <Link
            href="/studio/series"
            className="-my-1 inline-flex items-center gap-1 py-1 hover:text-text hover:underline"
          >
            <Icon name="chevron-right" className="size-4 rotate-180" />
            <span>{t('series.all')}</span>
          </Link>
        </p>
        <h2 id="series-heading" className="break-words font-semibold text-lg">
          <bdi>{series.title}</bdi>
        </h2>
        {series.description && (
          <p className="whitespace-pre-line break-words text-muted text-sm">{series.description}</p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" size="sm" {...warming(AddToSeries)} onClick={() => setAdding(true)}>
          <Icon name="plus" className="size-4" />
          <span>{t('series.add')}</span>
        </Button>
        <Button size="sm" onClick={() => setRenaming(true)}>
          <Icon name="pencil" className="size-4" />
          <span>{t('series.rename')}</span>
        </Button>
        {isShown && (
          <LinkButton href={seriesHref(me?.handle ?? '', series.id)} size="sm">
            <Icon name="eye" className="size-4" />
            <span>{t('series.view')}</span>
          </LinkButton>
        )}
      </div>
      <SeriesPosts series={series} />
      <SeriesDialog open={renaming} series={series} onClose={() => setRenaming(false)} />
      {adding !== null && <AddToSeries open={adding} series={series} onClose={() => setAdding(false)} />}
    </section>
  )
}
