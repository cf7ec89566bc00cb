'use client'

import { cx } from '@/components/ui/cx'
import { useAlive } from '@/components/ui/use-alive'
import type { SocketStatus } from '@/lib/client/socket/socket'
import { useTranslator } from '@/lib/client/use-translator'

const DOTS: Record<Exclude<SocketStatus, 'signed-out'>, string> = {
  connecting: 'bg-line-strong',
  live: 'bg-positive',
  reconnecting: 'animate-breathe bg-accent ring-1 ring-accent-ink',
  offline: 'ring-[1.5px] ring-inset ring-line-strong',
}

/** Whether this page hears of changes as they happen. Nothing for visitors, who have no socket. */
export function LiveIndicator({ state }: { state: SocketStatus }) {
  const isAlive = useAlive()
  const t = useTranslator()
  if (state === 'signed-out') return null
  return (
    <span
      // The first connection takes a moment, and that it is there is no news.
      role={state === 'connecting' ? undefined : 'status'}
      data-live={isAlive ? state : undefined}
      title={t(`live.${state}.hint`)}
      className="inline-flex items-center gap-2 text-muted text-xs"
    >
      <span className={cx('size-2 shrink-0 rounded-full', DOTS[state])} aria-hidden="true" />
      <span className={cx(state === 'live' && 'max-lg:sr-only', state === 'connecting' && 'sr-only')}>
        {t(`live.${state}`)}
      </span>
    </span>
  )
}
