import { cx } from './cx'

export type AvatarSize = 'xs' | 'sm' | 'md' | 'lg' | 'xl'

const SIZES: Record<AvatarSize, string> = {
  xs: 'size-6 text-[0.625rem]',
  sm: 'size-8 text-2xs',
  md: 'size-10 text-sm',
  lg: 'size-14 text-lg',
  xl: 'size-24 text-2xl sm:size-28',
}

/** Quiet tints that carry the text colour in both themes. */
const TINTS = [
  'bg-[light-dark(#f6dfb0,#4a3a14)]',
  'bg-[light-dark(#e9d3c4,#4a2f22)]',
  'bg-[light-dark(#d3dfd0,#2b3c2a)]',
  'bg-[light-dark(#d2dbe3,#27343f)]',
  'bg-[light-dark(#e4d5df,#3f2b38)]',
  'bg-[light-dark(#dfdacb,#37332a)]',
]

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toUpperCase()
}

function tint(name: string): string | undefined {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0
  return TINTS[sum % TINTS.length]
}

interface AvatarProps {
  name: string
  /** Address of the picture; initials without one. */
  src?: string | null
  size?: AvatarSize
}

/** Decoration beside a name that is written out: hidden from screen readers. */
export function Avatar({ name, src = null, size = 'md' }: AvatarProps) {
  const shape = cx('shrink-0 select-none rounded-full', SIZES[size])
  if (src)
    return (
      <img
        src={src}
        alt=""
        width={112}
        height={112}
        decoding="async"
        className={cx(shape, 'bg-hover object-cover')}
      />
    )
  return (
    <span
      aria-hidden="true"
      className={cx(shape, 'inline-flex items-center justify-center font-semibold text-text', tint(name))}
    >
      {initials(name)}
    </span>
  )
}
