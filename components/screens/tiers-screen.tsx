'use client'

import { StudioPage } from '@/components/studio/studio-page'
import { TiersPanel } from '@/components/studio/tiers-panel'

export function TiersScreen() {
  return (
    <StudioPage>
      <TiersPanel />
    </StudioPage>
  )
}
