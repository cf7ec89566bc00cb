import type { ReactNode } from 'react'

interface EmptyStateProps {
  icon?: ReactNode
  title: string
  children?: ReactNode
  /** What to do about it. */
  action?: ReactNode
}

export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-1.5 px-6 py-14 text-center">
      {icon && <span className="mb-2 text-muted [&_svg]:size-7 [&_svg]:stroke-[1.5]">{icon}</span>}
      <p className="font-semibold text-base">{title}</p>
      {children && <p className="max-w-sm text-balance text-muted text-sm">{children}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  )
}
