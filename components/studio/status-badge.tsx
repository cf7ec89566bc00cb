'use client'

import { Badge } from '@/components/ui/badge'
import { useTranslator } from '@/lib/client/use-translator'
import type { OwnPost } from '@/lib/schema/posts'

/** Where one of the author's own posts stands, unless it is where posts are: out and listed. */
export function StatusBadge({
  post: { status = 'published', listed },
}: {
  post: Pick<OwnPost, 'status' | 'listed'>
}) {
  const t = useTranslator()
  if (status === 'draft') return <Badge>{t('studio.posts.isDraft')}</Badge>
  if (status === 'scheduled') return <Badge tone="accent">{t('studio.posts.isScheduled')}</Badge>
  return listed ? null : <Badge>{t('studio.posts.isUnlisted')}</Badge>
}
