'use client'

import { CreatorSuggestions } from '@/components/creators/creator-suggestions'
import { Landing } from '@/components/landing/landing'
import { Feed } from '@/components/posts/feed'
import { TextLinks } from '@/components/shell/footer'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { loadLate } from '@/components/ui/load-late'
import { useRoute } from '@/lib/client/navigation/use-place'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'
import { toFeedFilter } from '@/lib/routes'

/** Once in a life. */
const FirstSteps = loadLate(async () => (await import('@/components/session/first-steps')).FirstSteps, {
  Waiting: () => <div className="mb-8 h-80 rounded-lg border border-line bg-surface" />,
})

export function FeedScreen() {
  const t = useTranslator()
  const filter = toFeedFilter(useRoute('feed').filter)
  const me = useMe()
  const isLanding = me === null && filter === 'all'
  const Heading = isLanding ? 'h2' : 'h1'
  return (
    <>
      {isLanding && <Landing />}
      <Page aside={<Aside />}>
        <PageHead title={null} />
        <Heading className="sr-only">{t('shell.feed')}</Heading>
        {me !== null && !me.welcomed && filter === 'all' && <FirstSteps me={me} />}
        {/* A filter is a list of its own: nothing of the last one may stay on screen. */}
        <Feed key={filter} filter={filter} />
      </Page>
    </>
  )
}

/** The footer too, as the posts above it have no end. */
function Aside() {
  return (
    <div className="flex flex-col gap-8">
      <CreatorSuggestions />
      <TextLinks />
    </div>
  )
}
