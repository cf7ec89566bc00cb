'use client'

import { useQuery } from '@tanstack/react-query'
import { CreatorPage } from '@/components/creators/creator-page'
import { PageHead } from '@/components/shell/page-head'
import { isolate } from '@/lib/characters'
import { useRoute } from '@/lib/client/navigation/use-place'
import { creatorQuery } from '@/lib/client/queries'

export function CreatorScreen() {
  const { handle } = useRoute('creator')
  return (
    <>
      <Head handle={handle} />
      <CreatorPage key={handle} handle={handle} />
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
