import type { CSSProperties } from 'react'
import { firstCharacter } from '@/lib/characters'
import { cx } from './cx'

export type AvatarSize = 'xs' | 'sm' | 'md' | 'lg' | 'xl'

const SIZES: Record<AvatarSize, string> = {
  xs: 'size-6 text-[0.625rem]',
  sm: 'size-8 text-2xs',
  md: 'size-10 text-sm',
  lg: 'size-14 text-lg',
  xl: 'size-24 text-2xl sm:size-28',
}

/** In pixels, at their largest. */
const EDGES: Record<AvatarSize, number> = { xs: 24, sm: 32, md: 40, lg: 56, xl: 112 }
/** Up to here the narrowest does for fine screens too, where it has 1.7 pixels for one at the largest. */
const NARROWEST_EDGE_MAX = 56
const NARROWEST_SIZES = '48px'

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
    .map((word) => firstCharacter(word ?? ''))
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
  /** Where the picture is, in which widths; initials without one. */
  picture?: { src: string; srcSet: string; style?: CSSProperties } | null
  size?: AvatarSize
}

/** Decoration beside a name that is written out: hidden from screen readers. */
export function Avatar({ name, picture = null, size = 'md' }: AvatarProps) {
  const shape = cx('shrink-0 select-none rounded-full', SIZES[size])
  if (picture)
    return (
      <img
        // Small and many: what is large and first comes before them.
        loading="lazy"
        decoding="async"
        alt=""
        width={EDGES[size]}
        height={EDGES[size]}
        sizes={EDGES[size] > NARROWEST_EDGE_MAX ? `${EDGES[size]}px` : NARROWEST_SIZES}
        srcSet={picture.srcSet}
        src={picture.src}
        style={picture.style}
        className={cx(shape, 'bg-hover object-cover [--corner:50%]')}
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
