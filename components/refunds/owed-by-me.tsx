'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { LoadMore } from '@/components/ui/load-more'
import { refundsQuery } from '@/lib/client/queries/money'
import { useTranslator } from '@/lib/client/use-translator'
import { isGoodwill } from '@/lib/schema/goodwill'
import { PayBackButton } from './pay-back-button'
import { RefundList } from './refund-list'

/** In the studio: payments for which nothing could be given. Nothing where there never was one. */
export function OwedByMe() {
  const t = useTranslator()
  const query = useInfiniteQuery(refundsQuery())
  const refunds =
    query.data?.pages
      .flatMap((page) => page.items)
      .filter(({ role, reason }) => role === 'creator' && !isGoodwill(reason)) ?? []
  if (refunds.length === 0) return null
  const owed = refunds.filter(({ status }) => status === 'owed')
  const settled = refunds.filter(({ status }) => status !== 'owed')
  return (
    <section aria-labelledby="refunds-heading">
      <h2 id="refunds-heading" className="font-semibold text-lg">
        {t('refunds.title')}
      </h2>
      <p className="mb-4 text-muted text-sm">{t(owed.length > 0 ? 'refunds.owed' : 'refunds.settled')}</p>
      <RefundList refunds={[...owed, ...settled]} action={(refund) => <PayBackButton refund={refund} />} />
      <LoadMore query={query} />
    </section>
  )
}
