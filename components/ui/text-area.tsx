import type { ComponentProps } from 'react'
import { cx } from './cx'
import { controlClass } from './text-input'

/** Lines in sight while it is empty. */
const LINES = {
  2: 'min-h-[calc(2lh+1.25rem)]',
  4: 'min-h-[calc(4lh+1.25rem)]',
  10: 'min-h-[calc(10lh+1.25rem)]',
} as const

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'className' | 'rows'> {
  lines?: keyof typeof LINES
}

/** Grows with its text. */
export function TextArea({ lines = 4, ...rest }: TextAreaProps) {
  return (
    <textarea
      {...rest}
      className={cx(
        controlClass,
        'field-sizing-content wrap-anywhere resize-y px-3 py-2.5 leading-normal',
        LINES[lines],
      )}
    />
  )
}
