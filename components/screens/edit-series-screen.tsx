'use client'

import { EditSeries } from '@/components/studio/edit-series'
import { StudioPage } from '@/components/studio/studio-page'
import { useRoute } from '@/lib/client/navigation/use-place'
import { useTranslator } from '@/lib/client/use-translator'

export function EditSeriesScreen() {
  const t = useTranslator()
  const { id } = useRoute('edit-series')
  return (
    <StudioPage title={t('creator.series')}>
      <EditSeries key={id} seriesId={id} />
    </StudioPage>
  )
}
