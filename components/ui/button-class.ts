import { cx } from './cx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger' | 'on-image'
export type ButtonSize = 'sm' | 'md' | 'lg'

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'border border-line bg-surface text-text hover:bg-hover',
  quiet: 'text-muted hover:bg-hover hover:text-text',
  danger: 'bg-danger-fill text-on-danger hover:brightness-110',
  'on-image': 'border border-on-veil/35 bg-veil/40 text-on-veil hover:bg-veil/70',
}

const SIZES: Record<ButtonSize, string> = {
  sm: 'min-h-8 px-3 text-xs',
  md: 'min-h-10 px-4 text-sm',
  lg: 'min-h-12 px-5 text-base',
}

export interface ButtonLook {
  variant?: ButtonVariant
  size?: ButtonSize
  /** As wide as its place. */
  full?: boolean
}

export function buttonClass({ variant = 'secondary', size = 'md', full = false }: ButtonLook = {}): string {
  return cx(
    'hit-area inline-flex min-w-0 max-w-full select-none items-center justify-center gap-2 whitespace-nowrap rounded-md py-1.5 text-center font-semibold',
    'transition-[background-color,color,filter,scale] active:scale-[0.985] disabled:opacity-50 aria-disabled:opacity-60',
    VARIANTS[variant],
    SIZES[size],
    full && 'w-full',
  )
}
