import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx'

export const controlClass =
  'w-full rounded-md border border-line-strong bg-surface text-base text-text transition-colors placeholder:text-muted hover:border-text focus-visible:border-focus focus-visible:outline-offset-0 aria-invalid:border-danger disabled:opacity-60'

interface TextInputProps extends Omit<ComponentProps<'input'>, 'className' | 'prefix'> {
  prefix?: ReactNode
  suffix?: ReactNode
}

export function TextInput({ prefix, suffix, ...rest }: TextInputProps) {
  return (
    <span className="relative flex items-center">
      {prefix && <span className="pointer-events-none absolute left-3 text-muted">{prefix}</span>}
      <input
        type="text"
        {...rest}
        className={cx(controlClass, 'h-11', prefix ? 'pl-8' : 'pl-3', suffix ? 'pr-14' : 'pr-3')}
      />
      {suffix && <span className="pointer-events-none absolute right-3 text-muted text-sm">{suffix}</span>}
    </span>
  )
}
