'use client'

import { ExplorePage } from '@/components/explore/explore-page'
import { PageHead } from '@/components/shell/page-head'
import { isolate } from '@/lib/characters'
import { useRoute } from '@/lib/client/navigation/use-place'
import { useTranslator } from '@/lib/client/use-translator'
import { exploreView } from '@/lib/routes'

export function ExploreScreen() {
  const t = useTranslator()
  const view = exploreView(useRoute('explore'))
  const tag = view.kind === 'posts' && view.tag !== '' ? isolate(`#${view.tag}`) : null
  return (
    <>
      <PageHead title={view.kind === 'found' ? isolate(view.q) : (tag ?? t('shell.explore'))} />
      <ExplorePage view={view} />
    </>
  )
}
