import type { ComponentProps } from 'react'
import { cx } from './cx'
import { controlClass } from './text-input'

/** Grows with its text, from `rows` up. */
export function TextArea({ rows = 3, ...rest }: Omit<ComponentProps<'textarea'>, 'className'>) {
  return (
    <textarea
      rows={rows}
      {...rest}
      className={cx(controlClass, 'field-sizing-content min-h-[calc(1lh*3+1.25rem)] resize-y px-3 py-2.5')}
    />
  )
}
