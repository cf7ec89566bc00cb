'use client'

import { useState } from 'react'
import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'

interface LikeButtonProps {
  liked: boolean
  count: number
  onToggle: () => void
  /** The change is on its way; further clicks wait. */
  pending?: boolean
}

export const postActionClass =
  'hit-area -mx-1.5 inline-flex h-9 items-center gap-1.5 rounded-md px-1.5 font-medium text-muted text-sm tabular-nums transition-colors hover:text-text [&_svg]:size-5'

export function LikeButton({ liked, count, onToggle, pending = false }: LikeButtonProps) {
  const t = useTranslator()
  const formats = useFormats()
  // Only a heart that was just clicked moves, not every liked one that scrolls in.
  const [touched, setTouched] = useState(false)
  return (
    <button
      type="button"
      aria-pressed={liked}
      aria-label={t('post.likes', { count })}
      aria-busy={pending || undefined}
      onClick={() => {
        if (pending) return
        setTouched(true)
        onToggle()
      }}
      className={cx(postActionClass, liked && 'text-text')}
    >
      <Icon
        name="heart"
        key={liked ? 'on' : 'off'}
        strokeWidth={1.8}
        className={cx(liked && 'fill-like text-like', liked && touched && 'animate-pop')}
      />
      <span>{formats.count(count)}</span>
    </button>
  )
}
