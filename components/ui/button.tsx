import type { ComponentProps, MouseEvent } from 'react'
import { type ButtonLook, buttonClass } from './button-class'
import { cx } from './cx'
import { labelled } from './label'
import { Spinner } from './spinner'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'>, ButtonLook {
  /** Keeps width, place and focus; clicks do nothing meanwhile. */
  loading?: boolean
}

function ignoreClick(event: MouseEvent) {
  event.preventDefault()
}

export function Button({ variant, size, full, loading = false, onClick, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      onClick={loading ? ignoreClick : onClick}
      aria-busy={loading || undefined}
      aria-disabled={loading || undefined}
      className={buttonClass({ variant, size, full })}
    >
      <span className={cx('inline-flex min-w-0 items-center gap-2', loading && 'opacity-0')}>
        {labelled(children)}
      </span>
      {loading && <Spinner className="absolute" />}
    </button>
  )
}
