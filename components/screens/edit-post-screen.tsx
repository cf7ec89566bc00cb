'use client'

import { EditPostPanel } from '@/components/studio/edit-post-panel'
import { StudioPage } from '@/components/studio/studio-page'
import { useRoute } from '@/lib/client/navigation/use-place'

export function EditPostScreen() {
  const { id } = useRoute('edit-post')
  return (
    <StudioPage title="Edit post">
      <EditPostPanel key={id} postId={id} />
    </StudioPage>
  )
}
