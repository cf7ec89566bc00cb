import type { ReactNode } from 'react'
import { shortKey } from '@/components/shell/short-key'
import { cx } from '@/components/ui/cx'
import { longDay } from '@/components/ui/dates'
import { Icon } from '@/components/ui/icon'
import { Isolated } from '@/components/ui/isolated'
import { SolAmount } from '@/components/ui/sol-amount'
import { isolate } from '@/lib/characters'
import type { Refund } from '@/lib/schema/refunds'
import { refundReason, refundTitle } from './refund-words'

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
          <Isolated text={refundTitle(refund)} />
        </p>
        <p className={cx('text-right text-sm', owed && 'font-semibold text-text')}>
          <SolAmount lamports={amountLamports} />
        </p>
        <p className="col-span-2">
          <Isolated
            text={`${role === 'buyer' ? `by ${isolate(creator.displayName)}` : `to ${isolate(buyer.displayName)}`} · ${refundReason(refund)}`}
          />
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
  if (status === 'void')
    return <span key={status}>Not owed any more: the network has undone the payment.</span>
  if (status === 'paid') {
    return (
      <span key={status}>
        <span className="font-medium text-positive">Paid back</span>
        {paidAt && (
          <>
            {' · '}
            <time dateTime={paidAt}>{longDay(paidAt)}</time>
          </>
        )}
        {signature && (
          <>
            {' · '}
            <span title={signature} className="font-mono">
              <span className="sr-only">Signature </span>
              {shortKey(signature)}
            </span>
          </>
        )}
      </span>
    )
  }
  return (
    <span key={status}>
      <span className="font-medium text-accent-ink">
        {submitted ? 'On its way' : role === 'buyer' ? 'Owed back to you' : 'You owe it'}
      </span>
      {' · since '}
      <time dateTime={createdAt}>{longDay(createdAt)}</time>
    </span>
  )
}
