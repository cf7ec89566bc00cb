'use client'

import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Isolated } from '@/components/ui/isolated'
import { Link } from '@/components/ui/link'
import { SolAmount } from '@/components/ui/sol-amount'
import { withoutIsolates } from '@/lib/characters'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { avatarSources, creatorHref, postHref } from '@/lib/links'
import type { Sale } from '@/lib/schema/sales'
import { leftOf, saleRefunded, saleTitle } from './sale-words'

export function SaleLine({ sale, onRefund }: { sale: Sale; onRefund: () => void }) {
  const t = useTranslator()
  const formats = useFormats()
  const { buyer, at, postId, amountLamports, receivedLamports, pendingLamports, final } = sale
  const title = saleTitle(t, sale)
  const refunded = saleRefunded(t, formats, sale)
  const name = <bdi className="one-name">{buyer.displayName}</bdi>
  return (
    <div className="flex items-start gap-3.5 px-4 py-3.5">
      <Avatar name={buyer.displayName} picture={avatarSources(buyer)} />
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 text-muted text-xs">
        <p className="line-clamp-2 font-semibold text-sm text-text">
          {postId === null ? (
            <Isolated text={title} />
          ) : (
            <Link href={postHref(postId)} className="hover:underline">
              <Isolated text={title} />
            </Link>
          )}
        </p>
        <p className="text-right font-semibold text-sm text-text">
          <SolAmount lamports={amountLamports} />
        </p>
        <p className="col-span-2 flex min-w-0">
          {buyer.handle === null ? (
            <span className="min-w-0">{name}</span>
          ) : (
            <Link href={creatorHref(buyer.handle)} className="min-w-0 font-medium text-text hover:underline">
              {name}
            </Link>
          )}
          <span className="shrink-0 whitespace-pre">
            {' · '}
            <time dateTime={at}>{formats.mediumDay(at)}</time>
          </span>
        </p>
        <div className="col-span-2 flex items-end justify-between gap-4">
          <p className="min-w-0">
            {t('sales.received', { sol: formats.inSol(receivedLamports) })}
            {refunded && (
              <>
                {' · '}
                <span className="font-medium text-accent-ink">{refunded}</span>
              </>
            )}
            {pendingLamports > 0n && ` · ${t('sales.pending', { sol: formats.inSol(pendingLamports) })}`}
            {!final && ` · ${t('sales.notFinal')}`}
          </p>
          {final && leftOf(sale) > 0n && (
            <span className="shrink-0">
              <Button
                size="sm"
                onClick={onRefund}
                aria-label={t('sales.refund.which', {
                  name: buyer.displayName,
                  what: withoutIsolates(title),
                })}
              >
                {t('sales.refund')}
              </Button>
            </span>
          )}
        </div>
      </div>
    </div>
  )
}
