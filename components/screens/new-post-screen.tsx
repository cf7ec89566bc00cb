'use client'

import { NewPostPanel } from '@/components/studio/new-post-panel'
import { StudioPage } from '@/components/studio/studio-page'

export function NewPostScreen() {
  return (
    <StudioPage>
      <NewPostPanel />
    </StudioPage>
  )
}
