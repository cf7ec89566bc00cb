'use client'

import { cx } from '@/components/ui/cx'
import { useAlive } from '@/components/ui/use-alive'

export type LiveState = 'live' | 'reconnecting' | 'offline' | 'signed-out'

const STATES: Record<Exclude<LiveState, 'signed-out'>, { label: string; hint: string; dot: string }> = {
  live: { label: 'Live', hint: 'Changes appear by themselves', dot: 'bg-positive' },
  reconnecting: {
    label: 'Reconnecting',
    hint: 'The connection was lost and is coming back',
    dot: 'animate-breathe bg-accent ring-1 ring-accent-ink',
  },
  offline: {
    label: 'Offline',
    hint: 'No connection; what you see may be older',
    dot: 'ring-[1.5px] ring-inset ring-line-strong',
  },
}

/** Whether this page hears of changes as they happen. Nothing for visitors, who have no socket. */
export function LiveIndicator({ state }: { state: LiveState }) {
  const isAlive = useAlive()
  if (state === 'signed-out') return null
  const { label, hint, dot } = STATES[state]
  return (
    <span
      role="status"
      data-live={isAlive ? state : undefined}
      title={hint}
      className="inline-flex items-center gap-2 text-muted text-xs"
    >
      <span className={cx('size-2 shrink-0 rounded-full', dot)} aria-hidden="true" />
      <span className={cx(state === 'live' && 'max-lg:sr-only')}>{label}</span>
    </span>
  )
}
