'use client'

import { useToast } from '@/components/ui/toast'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { editPostHref, postHref } from '@/lib/links'
import type { Post } from '@/lib/schema/posts'

/** Says that a post is out, or when it will be. */
export function useSayReleased(): (post: Post) => void {
  const t = useTranslator()
  const formats = useFormats()
  const toast = useToast()
  return ({ id, title, status, publishAt }) => {
    if (status === 'published')
      toast({ tone: 'positive', title: t('studio.write.published'), body: title, href: postHref(id) })
    else if (status === 'scheduled' && publishAt)
      toast({
        tone: 'positive',
        title: t('studio.write.scheduled', { time: formats.soon(publishAt) }),
        body: title,
        href: editPostHref(id),
      })
    else toast({ title: t('studio.draft.takenBack'), body: title })
  }
}
