'use client'

import { CreatorDirectory } from '@/components/creators/creator-directory'
import { PageHead } from '@/components/shell/page-head'
import { useRoute } from '@/lib/client/navigation/use-place'

export function CreatorsScreen() {
  return (
    <>
      <PageHead title="Creators" />
      <CreatorDirectory asked={useRoute('creators').query} />
    </>
  )
}
