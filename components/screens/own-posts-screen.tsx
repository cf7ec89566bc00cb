'use client'

import { OwnPosts } from '@/components/studio/own-posts'
import { StudioPage } from '@/components/studio/studio-page'
import { useTranslator } from '@/lib/client/use-translator'

export function OwnPostsScreen() {
  const t = useTranslator()
  return (
    <StudioPage title={t('studio.posts')}>
      <OwnPosts />
    </StudioPage>
  )
}
