'use client'

import type { ReactNode } from 'react'
import { shortKey } from '@/components/shell/short-key'
import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import { Isolated } from '@/components/ui/isolated'
import { SolAmount } from '@/components/ui/sol-amount'
import { isolate } from '@/lib/characters'
import { useFormats } from '@/lib/client/use-formats'
import { Phrase, useTranslator } from '@/lib/client/use-translator'
import type { Refund } from '@/lib/schema/refunds'
import { refundTitle } from './refund-words'

interface RefundListProps {
  refunds: readonly Refund[]
  /** What its reader can do about one that is owed. */
  action?: (refund: Refund) => ReactNode
}

export function RefundList({ refunds, action }: RefundListProps) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
      {refunds.map((refund) => (
        <li key={refund.id} data-refund={refund.status} className="animate-arrive px-4 py-3.5">
          <RefundLine refund={refund} />
          {refund.status === 'owed' && action?.(refund)}
        </li>
      ))}
    </ul>
  )
}

function RefundLine({ refund }: { refund: Refund }) {
  const t = useTranslator()
  const { role, creator, buyer, amountLamports, status } = refund
  const owed = status === 'owed'
  return (
    <div className="flex items-start gap-3.5">
      <span
        className={cx(
          'inline-flex size-9 shrink-0 items-center justify-center rounded-full',
          owed ? 'bg-accent-soft text-accent-ink' : 'bg-hover text-muted',
        )}
      >
        <Icon name="undo-2" className="size-[1.125rem]" strokeWidth={1.9} />
      </span>
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 text-muted text-xs">
        <p className="line-clamp-2 font-semibold text-sm text-text">
          <Isolated text={refundTitle(t, refund)} />
        </p>
        <p className={cx('text-right text-sm', owed && 'font-semibold text-text')}>
          <SolAmount lamports={amountLamports} />
        </p>
        <p className="col-span-2">
          <Isolated
            text={
              role === 'buyer'
                ? t('purchase.by', { name: isolate(creator.displayName) })
                : t('purchase.to', { name: isolate(buyer.displayName) })
            }
          />
          {` · ${t(`refund.${role}.${refund.reason}`)}`}
        </p>
        <p className="col-span-2">
          <RefundStanding refund={refund} />
        </p>
      </div>
    </div>
  )
}

function RefundStanding({
  refund: { role, status, submitted, createdAt, paidAt, signature },
}: {
  refund: Refund
}) {
  const t = useTranslator()
  const { day } = useFormats()
  if (status === 'void') return <span key={status}>{t('refund.void')}</span>
  if (status === 'paid') {
    return (
      <span key={status}>
        <span className="font-medium text-positive">{t('refund.paid')}</span>
        {paidAt && (
          <>
            {' · '}
            <time dateTime={paidAt}>{day(paidAt)}</time>
          </>
        )}
        {signature && (
          <>
            {' · '}
            <span title={signature} className="font-mono">
              <Phrase
                message="purchase.signature"
                values={{ signature: shortKey(signature) }}
                tags={{ hidden: (inner) => <span className="sr-only">{inner}</span> }}
              />
            </span>
          </>
        )}
      </span>
    )
  }
  return (
    <span key={status}>
      <span className="font-medium text-accent-ink">
        {submitted ? t('refund.submitted') : t(`refund.owed.${role}`)}
      </span>
      {' · '}
      <Phrase
        message="refund.since"
        values={{ day: day(createdAt) }}
        tags={{ time: (inner) => <time dateTime={createdAt}>{inner}</time> }}
      />
    </span>
  )
}
