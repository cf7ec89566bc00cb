'use client'

import { useEffect } from 'react'
import { Icon } from '@/components/ui/icon'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'
import type { Post } from '@/lib/schema/posts'
import { retryImages } from './retry-images'

/** Says that the pictures of the post are the reader's own copy, and what is drawn over them. */
export function WatermarkLine({ post: { watermarked, unlockedBy, media } }: { post: Post }) {
  const t = useTranslator()
  const me = useMe()
  const isPaid = unlockedBy === 'purchase' || unlockedBy === 'tier'
  const isCopy = watermarked === true && isPaid && media.some(({ kind }) => kind === 'image')
  useEffect(() => (isCopy ? retryImages() : undefined), [isCopy])
  if (!isCopy) return null
  return (
    <p className="-mt-1 mb-3 flex items-center gap-2 text-muted text-xs">
      <Icon name="info" className="size-3.5 shrink-0" />
      <span>{t(me?.handle ? 'post.watermarked.handle' : 'post.watermarked.wallet')}</span>
    </p>
  )
}
