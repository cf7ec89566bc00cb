'use client'

import { EditPostPanel } from '@/components/studio/edit-post-panel'
import { StudioPage } from '@/components/studio/studio-page'
import { useRoute } from '@/lib/client/navigation/use-place'
import { useTranslator } from '@/lib/client/use-translator'

export function EditPostScreen() {
  const t = useTranslator()
  const { id } = useRoute('edit-post')
  return (
    <StudioPage title={t('studio.write.edit')}>
      <EditPostPanel key={id} postId={id} />
    </StudioPage>
  )
}
