'use client'

import { ExplorePage } from '@/components/explore/explore-page'
import { PageHead } from '@/components/shell/page-head'
import { useRoute } from '@/lib/client/navigation/use-place'
import { useTranslator } from '@/lib/client/use-translator'
import { exploreView } from '@/lib/routes'

export function CreatorsScreen() {
  const t = useTranslator()
  return (
    <>
      <PageHead title={t('shell.creators')} />
      <ExplorePage view={exploreView(useRoute('creators'))} />
    </>
  )
}
