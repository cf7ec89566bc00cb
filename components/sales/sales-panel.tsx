'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { loadLate, warming } from '@/components/ui/load-late'
import { LoadMore } from '@/components/ui/load-more'
import { Skeleton } from '@/components/ui/skeleton'
import { isolate } from '@/lib/characters'
import { salesQuery } from '@/lib/client/queries/money'
import { useTranslator } from '@/lib/client/use-translator'
import { SaleLine } from './sale-line'

const RefundForm = loadLate(async () => (await import('./refund-form')).RefundForm)

/** What was sold, the latest first; each can be given back, whole or a part of it. */
export function SalesPanel() {
  const t = useTranslator()
  const sales = useInfiniteQuery(salesQuery())
  const { data, isError, isFetching, refetch } = sales
  const [chosen, setChosen] = useState<string | null>(null)
  const close = () => setChosen(null)
  if (data === undefined)
    return isError ? (
      <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <div role="status" aria-label={t('sales.loading')} className="flex flex-col gap-3">
        <Skeleton className="h-20 w-full" />
        <Skeleton className="h-20 w-full" />
        <Skeleton className="h-20 w-full" />
      </div>
    )
  const items = data.pages.flatMap((page) => page.items)
  const refunding = items.find(({ id }) => id === chosen) ?? null
  return (
    <section aria-labelledby="sales-heading" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="sales-heading" className="sr-only">
          {t('sales.title')}
        </h2>
        <p className="text-muted text-sm">{t('sales.text')}</p>
        <a href="/api/me/sales/export" download className={buttonClass({ size: 'sm' })}>
          <Icon name="download" className="size-4" />
          <span>{t('numbers.export.sales')}</span>
        </a>
      </div>
      {items.length === 0 ? (
        <p className="rounded-lg bg-sunken px-4 py-3.5 text-muted text-sm">{t('sales.none')}</p>
      ) : (
        <div {...warming(RefundForm)}>
          <ul
            aria-label={t('sales.title')}
            className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface"
          >
            {items.map((sale) => (
              <li key={sale.id} data-sale={sale.access} className="animate-arrive">
                <SaleLine sale={sale} onRefund={() => setChosen(sale.id)} />
              </li>
            ))}
          </ul>
          <LoadMore query={sales} />
        </div>
      )}
      <Dialog
        open={refunding !== null}
        onClose={close}
        title={refunding === null ? '' : t('sales.refund.to', { name: isolate(refunding.buyer.displayName) })}
      >
        {refunding && <RefundForm key={refunding.id} sale={refunding} onDone={close} />}
      </Dialog>
    </section>
  )
}
