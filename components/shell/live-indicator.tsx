'use client'

import { cx } from '@/components/ui/cx'
import { useAlive } from '@/components/ui/use-alive'
import { useTranslator } from '@/lib/client/use-translator'

export type LiveState = 'live' | 'reconnecting' | 'offline' | 'signed-out'

const DOTS: Record<Exclude<LiveState, 'signed-out'>, string> = {
  live: 'bg-positive',
  reconnecting: 'animate-breathe bg-accent ring-1 ring-accent-ink',
  offline: 'ring-[1.5px] ring-inset ring-line-strong',
}

/** Whether this page hears of changes as they happen. Nothing for visitors, who have no socket. */
export function LiveIndicator({ state }: { state: LiveState }) {
  const isAlive = useAlive()
  const t = useTranslator()
  if (state === 'signed-out') return null
  return (
    <span
      role="status"
      data-live={isAlive ? state : undefined}
      title={t(`live.${state}.hint`)}
      className="inline-flex items-center gap-2 text-muted text-xs"
    >
      <span className={cx('size-2 shrink-0 rounded-full', DOTS[state])} aria-hidden="true" />
      <span className={cx(state === 'live' && 'max-lg:sr-only')}>{t(`live.${state}`)}</span>
    </span>
  )
}
