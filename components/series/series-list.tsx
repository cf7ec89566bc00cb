'use client'

import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Skeleton } from '@/components/ui/skeleton'
import { creatorSeriesQuery } from '@/lib/client/queries/series'
import { useTranslator } from '@/lib/client/use-translator'
import { seriesHref } from '@/lib/links'
import { SeriesCounts } from './series-counts'

/** The series of a creator, each leading to its page. */
export function SeriesList({ handle }: { handle: string }) {
  const t = useTranslator()
  const { data, isError, isFetching, refetch } = useQuery(creatorSeriesQuery(handle))
  if (data === undefined)
    return isError ? (
      <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <div role="status" aria-label={t('series.loading')} className="flex flex-col gap-3">
        <Skeleton className="h-24 w-full" />
        <Skeleton className="h-24 w-full" />
      </div>
    )
  if (data.items.length === 0) return <EmptyState icon={<Icon name="layers" />} title={t('series.none')} />
  return (
    <ul className="flex flex-col gap-3">
      {data.items.map((series) => (
        <li
          key={series.id}
          className="relative flex flex-col gap-1.5 rounded-lg border border-line bg-surface px-5 py-4 transition-colors hover:border-line-strong"
        >
          <h3 className="break-words font-semibold text-lg">
            {/* The whole card leads there. */}
            <Link
              href={seriesHref(handle, series.id)}
              className="after:absolute after:inset-0 after:rounded-lg"
            >
              <bdi>{series.title}</bdi>
            </Link>
          </h3>
          {series.description && (
            <p className="line-clamp-2 text-pretty break-words text-muted">{series.description}</p>
          )}
          <SeriesCounts series={series} />
        </li>
      ))}
    </ul>
  )
}
