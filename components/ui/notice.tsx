import type { ReactNode } from 'react'
import { cx } from './cx'
import { Icon } from './icon'

interface NoticeProps {
  tone?: 'neutral' | 'danger'
  title: string
  children?: ReactNode
}

/** What happened, inside the flow it happened in. Read out, at once when it is an error. */
export function Notice({ tone = 'neutral', title, children }: NoticeProps) {
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={cx(
        'flex gap-3 rounded-md px-4 py-3 text-sm',
        tone === 'danger' ? 'bg-danger-soft' : 'bg-sunken',
      )}
    >
      <Icon
        name={tone === 'danger' ? 'circle-exclamation-point' : 'info'}
        className={cx('mt-0.5 size-4 shrink-0', tone === 'danger' ? 'text-danger' : 'text-muted')}
      />
      <div className="min-w-0">
        <p className={cx('font-semibold', tone === 'danger' && 'text-danger')}>{title}</p>
        {children && <div className="mt-0.5 text-text">{children}</div>}
      </div>
    </div>
  )
}
