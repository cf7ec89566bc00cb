import type { ComponentProps } from 'react'
import { cx } from './cx'
import { Icon } from './icon'
import { controlClass } from './text-input'

export function Select({ children, ...rest }: Omit<ComponentProps<'select'>, 'className'>) {
  return (
    <span className="relative flex items-center">
      <select {...rest} className={cx(controlClass, 'h-11 appearance-none pr-9 pl-3')}>
        {children}
      </select>
      <Icon name="chevron-down" className="pointer-events-none absolute right-3 size-4 text-muted" />
    </span>
  )
}
