'use client'

import { CreatorSuggestions } from '@/components/creators/creator-suggestions'
import { Feed } from '@/components/posts/feed'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { useRoute } from '@/lib/client/navigation/use-place'
import { useTranslator } from '@/lib/client/use-translator'
import { toFeedFilter } from '@/lib/routes'

export function FeedScreen() {
  const t = useTranslator()
  const filter = toFeedFilter(useRoute('feed').filter)
  return (
    <Page aside={<CreatorSuggestions />}>
      <PageHead title={null} />
      <h1 className="sr-only">{t('shell.feed')}</h1>
      {/* A filter is a list of its own: nothing of the last one may stay on screen. */}
      <Feed key={filter} filter={filter} />
    </Page>
  )
}
