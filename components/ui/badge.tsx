import type { ReactNode } from 'react'
import { cx } from './cx'
import { labelled } from './label'

export type BadgeTone = 'neutral' | 'accent' | 'positive' | 'danger'

const TONES: Record<BadgeTone, string> = {
  neutral: 'bg-hover text-text',
  accent: 'bg-accent-soft text-accent-ink',
  positive: 'bg-positive-soft text-positive',
  danger: 'bg-danger-soft text-danger',
}

export function Badge({ tone = 'neutral', children }: { tone?: BadgeTone; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex min-h-6 min-w-0 max-w-full items-center gap-1 whitespace-nowrap rounded-sm px-2 font-medium text-2xs [&_svg]:size-3.5 [&_svg]:shrink-0',
        TONES[tone],
      )}
    >
      {labelled(children)}
    </span>
  )
}
