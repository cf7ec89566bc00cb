'use client'

import { useQuery } from '@tanstack/react-query'
import { Chips } from '@/components/ui/chips'
import { tagsQuery } from '@/lib/client/queries/posts'
import { useTranslator } from '@/lib/client/use-translator'
import { exploreHref } from '@/lib/links'

interface TagLinksProps {
  /** Empty: none is chosen. */
  current: string
  show: 'new' | 'loved' | 'free'
}

/** What newer posts are about. */
export function TagLinks({ current, show }: TagLinksProps) {
  const t = useTranslator()
  const known = useQuery(tagsQuery()).data ?? []
  const tags = current === '' || known.includes(current) ? known : [current, ...known]
  return (
    <Chips
      label={t('explore.tags')}
      chips={tags.map((tag) => ({
        href: exploreHref({ show, tag: tag === current ? '' : tag }),
        label: `#${tag}`,
        current: tag === current,
      }))}
    />
  )
}
