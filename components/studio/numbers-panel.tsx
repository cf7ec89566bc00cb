'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { Segmented } from '@/components/ui/segmented'
import { Skeleton } from '@/components/ui/skeleton'
import { useAlive } from '@/components/ui/use-alive'
import type { Span } from '@/lib/calendar'
import { earningsQuery } from '@/lib/client/queries/numbers'
import { useFormats, useZone } from '@/lib/client/use-formats'
import { useToday } from '@/lib/client/use-today'
import { useTranslator } from '@/lib/client/use-translator'
import type { Earned } from '@/lib/schema/earnings'
import { EarningsChart } from './earnings-chart'
import { sumOf } from './earnings-kinds'
import { EarningsTable } from './earnings-table'
import { EarningsTotal } from './earnings-total'
import { MemberList } from './member-list'
import { CUTS, daysOf, RANGES, type Range } from './numbers-range'

/** What a creator has earned, beside the time before, and who their members are. */
export function NumbersPanel() {
  return (
    <div className="flex flex-col gap-12">
      {/* The server knows neither the reader's zone nor their day. */}
      {useAlive() ? <OwnEarnings /> : <Loading />}
      <MemberList />
    </div>
  )
}

function OwnEarnings() {
  const t = useTranslator()
  const tz = useZone()
  const [range, setRange] = useState<Range>('month')
  const [chosen, setChosen] = useState<Span>('day')
  const cuts = CUTS[range]
  const by = cuts.find((cut) => cut === chosen) ?? cuts[0]
  const { now, before } = daysOf(range, useToday(tz))
  const earned = useQuery(earningsQuery({ ...now, by, tz }))
  const earnedBefore = useQuery(earningsQuery({ ...before, by: 'month', tz }))
  return (
    <section aria-label={t('numbers.earnings')} className="flex flex-col gap-6">
      <div className="flex flex-col gap-3 sm:flex-row sm:flex-wrap sm:items-center sm:justify-between">
        <Segmented
          label={t('numbers.range')}
          options={RANGES.map((value) => ({ value, label: t('numbers.range.last', { range: value }) }))}
          value={range}
          onChange={setRange}
        />
        {cuts.length > 1 && (
          <Segmented
            label={t('numbers.by')}
            options={cuts.map((value) => ({ value, label: t('numbers.by.span', { by: value }) }))}
            value={by}
            onChange={setChosen}
          />
        )}
      </div>
      {earned.data !== undefined ? (
        <>
          <EarningsTotal
            range={range}
            nowLamports={sumOf(earned.data, 'totalLamports')}
            beforeLamports={earnedBefore.data && sumOf(earnedBefore.data, 'totalLamports')}
          />
          <Figures earned={earned.data} by={by} />
        </>
      ) : earned.isError ? (
        <ErrorState onRetry={() => void earned.refetch()} retrying={earned.isFetching} />
      ) : (
        <Loading />
      )}
    </section>
  )
}

function Figures({ earned, by }: { earned: readonly Earned[]; by: Span }) {
  const t = useTranslator()
  const { month, shortMonth, mediumDay, shortDay } = useFormats()
  const isMonth = by === 'month'
  const isNothing = earned.every(({ totalLamports, refunds }) => totalLamports === 0n && refunds === 0n)
  return (
    <>
      {isNothing ? (
        <p className="rounded-lg bg-sunken px-4 py-3.5 text-muted text-sm">{t('numbers.none')}</p>
      ) : (
        <>
          <EarningsChart earned={earned} labelOf={isMonth ? shortMonth : shortDay} />
          <EarningsTable
            earned={earned}
            names={{ table: t('numbers.table', { by }), when: t('numbers.when', { by }) }}
            nameOf={isMonth ? month : mediumDay}
          />
        </>
      )}
      <div className="-mt-3 flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted text-xs">{t('numbers.kept')}</p>
        <a href="/api/me/sales/export" download className={buttonClass({ size: 'sm' })}>
          <Icon name="download" className="size-4" />
          <span>{t('numbers.export.sales')}</span>
        </a>
      </div>
    </>
  )
}

function Loading() {
  const t = useTranslator()
  return (
    <div role="status" aria-label={t('numbers.loading')} className="flex flex-col gap-6">
      <Skeleton className="h-32 w-full" />
      <Skeleton className="h-56 w-full" />
    </div>
  )
}
