'use client'

import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'

interface EarningsTodayProps {
  /** The creator's own share since midnight. */
  earnedLamports: bigint
  sales: number
  subscribers: number
  tips: number
}

export function EarningsToday({ earnedLamports, sales, subscribers, tips }: EarningsTodayProps) {
  const t = useTranslator()
  const { sol, count } = useFormats()
  return (
    <section aria-label={t('studio.today.name')} className="glow rounded-lg border border-line p-5 sm:p-6">
      <p className="flex flex-wrap justify-between gap-x-4 text-sm">
        <span>{t('studio.today.earned')}</span>
        <span className="text-muted">{t('studio.today.since')}</span>
      </p>
      <p className="mt-1 font-semibold text-3xl tabular-nums" data-earned={earnedLamports.toString()}>
        <span>
          <span key={earnedLamports.toString()} className="inline-block animate-arrive">
            {sol(earnedLamports)}
          </span>
        </span>{' '}
        <span className="font-normal text-lg">SOL</span>
      </p>
      <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm tabular-nums">
        <span>{t('studio.today.sales', { count: sales, shown: count(sales) })}</span>
        <span>{t('studio.today.subscriptions', { count: subscribers, shown: count(subscribers) })}</span>
        <span>{t('studio.today.tips', { count: tips, shown: count(tips) })}</span>
      </p>
    </section>
  )
}
