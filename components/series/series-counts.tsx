'use client'

import { useFormats } from '@/lib/client/use-formats'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'
import type { Series } from '@/lib/schema/series'

/** How many posts are in it and, where that is not all, how many of them this reader can open. */
export function SeriesCounts({ series: { creatorId, postsCount, openCount } }: { series: Series }) {
  const t = useTranslator()
  const { count } = useFormats()
  const me = useMe()
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm tabular-nums">
      <span>{t('count.posts', { count: postsCount, shown: count(postsCount) })}</span>
      {me?.id !== creatorId && openCount < postsCount && (
        <span>{t('series.open', { count: openCount, shown: count(openCount) })}</span>
      )}
    </p>
  )
}
