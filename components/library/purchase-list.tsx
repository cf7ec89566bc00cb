'use client'

import { shortKey } from '@/components/shell/short-key'
import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-shapes'
import { Isolated } from '@/components/ui/isolated'
import { Link } from '@/components/ui/link'
import { SolAmount } from '@/components/ui/sol-amount'
import { useFormats } from '@/lib/client/use-formats'
import { Phrase, useTranslator } from '@/lib/client/use-translator'
import { receiptHref } from '@/lib/links'
import type { ListedPurchase, PurchaseItem } from '@/lib/schema/purchases'
import { hasReceipt, type StateTone, stateOf, subjectOf } from './purchase-words'

const ICONS: Record<PurchaseItem['kind'], IconName> = {
  post: 'newspaper',
  subscription: 'sparkles',
  tip: 'coins',
}

const TONES: Record<StateTone, string> = {
  quiet: '',
  open: 'font-medium text-accent-ink',
  danger: 'font-medium text-danger',
}

/** Receipts, newest first. */
export function PurchaseList({ purchases }: { purchases: readonly ListedPurchase[] }) {
  const t = useTranslator()
  if (purchases.length === 0) {
    return (
      <p className="rounded-lg bg-sunken px-4 py-3.5 text-muted text-sm">{t('library.purchases.none')}</p>
    )
  }
  return (
    <ol className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
      {purchases.map((purchase) => (
        <li key={purchase.id} data-purchase={purchase.status} className="animate-arrive">
          <PurchaseLine purchase={purchase} />
        </li>
      ))}
    </ol>
  )
}

function PurchaseLine({ purchase }: { purchase: ListedPurchase }) {
  const t = useTranslator()
  const formats = useFormats()
  const { day } = formats
  const { item, amountLamports, status, signature, createdAt, confirmedAt } = purchase
  const at = confirmedAt ?? createdAt
  const { title, note, href } = subjectOf(t, purchase)
  const { words, tone } = stateOf(t, formats, purchase)
  const paid = status === 'confirmed'
  return (
    <div className="flex items-start gap-3.5 px-4 py-3.5">
      <span
        className={cx(
          'inline-flex size-9 shrink-0 items-center justify-center rounded-full',
          paid ? 'bg-accent-soft text-accent-ink' : 'bg-hover text-muted',
        )}
      >
        <Icon name={ICONS[item.kind]} className="size-[1.125rem]" strokeWidth={1.9} />
      </span>
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] gap-x-4 text-muted text-xs">
        <p className="line-clamp-2 font-semibold text-sm text-text">
          {href ? (
            <Link href={href} className="hover:underline">
              <Isolated text={title} />
            </Link>
          ) : (
            <Isolated text={title} />
          )}
        </p>
        <p className={cx('text-right text-sm', paid && 'font-semibold text-text')}>
          <SolAmount lamports={amountLamports} />
        </p>
        <p className="col-span-2 truncate">
          <Isolated text={note} />
        </p>
        <p className="col-span-2 mt-0.5">
          <span className={TONES[tone]}>{words}</span> · <time dateTime={at}>{day(at)}</time>
          {signature && (
            <span className="max-sm:hidden">
              {' · '}
              <span title={signature} className="font-mono">
                <Phrase
                  message="purchase.signature"
                  values={{ signature: shortKey(signature) }}
                  tags={{ hidden: (inner) => <span className="sr-only">{inner}</span> }}
                />
              </span>
            </span>
          )}
          {hasReceipt(purchase) && (
            <>
              {' · '}
              <Link
                href={receiptHref(purchase.id)}
                className="font-medium text-text underline decoration-accent decoration-2 underline-offset-[3px]"
              >
                <Phrase
                  message="purchase.receipt"
                  values={{ title }}
                  tags={{ hidden: (inner) => <span className="sr-only">{inner}</span> }}
                />
              </Link>
            </>
          )}
        </p>
      </div>
    </div>
  )
}
