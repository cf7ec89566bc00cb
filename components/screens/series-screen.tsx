'use client'

import { useQuery } from '@tanstack/react-query'
import { SeriesPage } from '@/components/series/series-page'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { isolate } from '@/lib/characters'
import { useCurrentHandle } from '@/lib/client/navigation/use-current-handle'
import { useRoute } from '@/lib/client/navigation/use-place'
import { creatorQuery } from '@/lib/client/queries/creators'
import { seriesQuery } from '@/lib/client/queries/series'
import { useTranslator } from '@/lib/client/use-translator'
import { seriesHref } from '@/lib/links'

export function SeriesScreen() {
  const { handle, id } = useRoute('series')
  useCurrentHandle(handle, (now) => seriesHref(now, id))
  return (
    <Page>
      <Head handle={handle} id={id} />
      <SeriesPage key={id} handle={handle} id={id} />
    </Page>
  )
}

function Head({ handle, id }: { handle: string; id: string }) {
  const t = useTranslator()
  const { data: creator } = useQuery({ ...creatorQuery(handle), enabled: false })
  const { data: series } = useQuery({ ...seriesQuery(id), enabled: false })
  if (!creator || !series) return <PageHead title={null} />
  const title = t('screen.post', { title: isolate(series.title), author: isolate(creator.displayName) })
  return <PageHead title={title} description={series.description || undefined} />
}
