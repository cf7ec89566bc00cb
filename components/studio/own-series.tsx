'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { Skeleton } from '@/components/ui/skeleton'
import { orderSeries } from '@/lib/client/api/own-series'
import { keys } from '@/lib/client/cache/query-keys'
import { navigate } from '@/lib/client/navigation/place'
import { ownSeriesQuery } from '@/lib/client/queries/own-series'
import { useTakenAway } from '@/lib/client/take-away'
import { useOwnChannel } from '@/lib/client/use-own-channel'
import { useTranslator } from '@/lib/client/use-translator'
import { editSeriesHref } from '@/lib/links'
import type { OwnSeries } from '@/lib/schema/series'
import { OrderedList } from './ordered-list'
import { OwnSeriesLine } from './own-series-line'
import { SeriesDialog } from './series-form'
import { useSavedOrder } from './use-saved-order'

/** The creator's series, in the order in which readers find them. */
export function OwnSeriesPanel() {
  const t = useTranslator()
  const [making, setMaking] = useState(false)
  useOwnChannel()
  return (
    <section aria-labelledby="series-heading" className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="series-heading" className="font-semibold text-lg">
          {t('creator.series')}
        </h2>
        <Button size="sm" onClick={() => setMaking(true)}>
          <Icon name="plus" className="size-4" />
          <span>{t('series.new')}</span>
        </Button>
      </div>
      <p className="-mt-2 text-muted text-sm">{t('series.text')}</p>
      <List />
      <SeriesDialog
        open={making}
        series={null}
        onClose={() => setMaking(false)}
        onSaved={({ id }) => void navigate(editSeriesHref(id))}
      />
    </section>
  )
}

function List() {
  const t = useTranslator()
  const { data, isError, isFetching, refetch } = useQuery(ownSeriesQuery())
  const takenAway = useTakenAway()
  if (data === undefined)
    return isError ? (
      <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <div role="status" aria-label={t('series.loading')} className="flex flex-col gap-3">
        <Skeleton className="h-16 w-full" />
        <Skeleton className="h-16 w-full" />
      </div>
    )
  const items = data.filter(({ id }) => !takenAway.has(id))
  if (items.length === 0)
    return <p className="rounded-lg bg-sunken px-4 py-3.5 text-muted text-sm">{t('series.noneOfMine')}</p>
  return <Ordered series={items} />
}

function Ordered({ series }: { series: readonly OwnSeries[] }) {
  const t = useTranslator()
  const client = useQueryClient()
  const order = useSavedOrder('order of series', series, async (ids) =>
    client.setQueryData(keys.ownSeries, await orderSeries(ids)),
  )
  return (
    <OrderedList label={t('creator.series')} order={order}>
      {(one, place) => (
        <OwnSeriesLine
          series={one}
          isFirst={place === 0}
          isLast={place === order.items.length - 1}
          onMove={(step) => order.move(one.id, place + step)}
        />
      )}
    </OrderedList>
  )
}
