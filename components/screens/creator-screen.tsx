'use client'

import { useQuery } from '@tanstack/react-query'
import { CreatorPage } from '@/components/creators/creator-page'
import { PageHead } from '@/components/shell/page-head'
import { isolate } from '@/lib/characters'
import { useCurrentHandle } from '@/lib/client/navigation/use-current-handle'
import { useRoute } from '@/lib/client/navigation/use-place'
import { creatorQuery } from '@/lib/client/queries/creators'
import { creatorTabHref } from '@/lib/links'

export function CreatorScreen() {
  const route = useRoute('creator')
  const { handle } = route
  useCurrentHandle(handle, (now) => creatorTabHref(now, route))
  return (
    <>
      <Head handle={handle} />
      <CreatorPage key={handle} route={route} />
    </>
  )
}

function Head({ handle }: { handle: string }) {
  const { data: creator } = useQuery({ ...creatorQuery(handle), enabled: false })
  return creator ? (
    <PageHead title={isolate(creator.displayName)} description={creator.bio || undefined} />
  ) : (
    <PageHead title={null} />
  )
}
