'use client'

import { ActivityPanel } from '@/components/studio/activity-panel'
import { StudioPage } from '@/components/studio/studio-page'

export function StudioScreen() {
  return (
    <StudioPage>
      <ActivityPanel />
    </StudioPage>
  )
}
