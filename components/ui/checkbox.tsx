import type { ComponentProps, ReactNode } from 'react'

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'className'> {
  label: ReactNode
}

export function Checkbox({ label, ...rest }: CheckboxProps) {
  return (
    <label className="inline-flex items-start gap-2.5 text-sm">
      <span className="relative mt-px inline-flex size-[1.125rem] shrink-0">
        <input
          type="checkbox"
          {...rest}
          className="peer size-full appearance-none rounded-sm border border-line-strong bg-surface transition-colors checked:border-accent checked:bg-accent disabled:opacity-50"
        />
        <svg
          viewBox="0 0 18 18"
          fill="none"
          aria-hidden="true"
          className="pointer-events-none absolute inset-0 hidden text-on-accent peer-checked:block"
        >
          <path d="m4.5 9.5 3 3 6-7" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
        </svg>
      </span>
      {label}
    </label>
  )
}
