'use client'

import { OwnSeriesPanel } from '@/components/studio/own-series'
import { StudioPage } from '@/components/studio/studio-page'
import { useTranslator } from '@/lib/client/use-translator'

export function OwnSeriesScreen() {
  const t = useTranslator()
  return (
    <StudioPage title={t('creator.series')}>
      <OwnSeriesPanel />
    </StudioPage>
  )
}
