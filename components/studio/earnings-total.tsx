'use client'

import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import type { Range } from './numbers-range'

interface EarningsTotalProps {
  range: Range
  nowLamports: bigint
  /** In as much time before; undefined until it is known. */
  beforeLamports: bigint | undefined
}

/** What a time has brought, and whether that is more than before: in words and by a sign. */
export function EarningsTotal({ range, nowLamports, beforeLamports }: EarningsTotalProps) {
  const t = useTranslator()
  const { sol } = useFormats()
  return (
    <div className="glow rounded-lg border border-line p-5 sm:p-6">
      <p className="text-sm">{t('numbers.earned', { range })}</p>
      <p className="mt-1 font-semibold text-3xl tabular-nums" data-total={nowLamports.toString()}>
        <span>
          <span key={nowLamports.toString()} className="inline-block animate-arrive">
            {sol(nowLamports)}
          </span>
        </span>{' '}
        <span className="font-normal text-lg">SOL</span>
      </p>
      <p className="mt-2 min-h-[1.3125rem] text-sm">
        {beforeLamports !== undefined && (
          <Change
            range={range}
            changeLamports={nowLamports - beforeLamports}
            beforeLamports={beforeLamports}
          />
        )}
      </p>
    </div>
  )
}

interface ChangeProps {
  range: Range
  changeLamports: bigint
  beforeLamports: bigint
}

function Change({ range, changeLamports, beforeLamports }: ChangeProps) {
  const t = useTranslator()
  const { inSol } = useFormats()
  const before = inSol(beforeLamports)
  if (changeLamports === 0n) return beforeLamports === 0n ? null : t('numbers.same', { range, before })
  const isMore = changeLamports > 0n
  const change = inSol(isMore ? changeLamports : -changeLamports)
  return (
    <span className="inline-flex items-baseline gap-1.5">
      <Icon name="arrow-up" className={cx('size-4 shrink-0 self-center', !isMore && 'rotate-180')} />
      <span>{t(isMore ? 'numbers.more' : 'numbers.less', { change, range, before })}</span>
    </span>
  )
}
