'use client'

import { PagePanel } from '@/components/studio/page-panel'
import { StudioPage } from '@/components/studio/studio-page'

export function OwnPageScreen() {
  return (
    <StudioPage>
      <PagePanel />
    </StudioPage>
  )
}
