'use client'

import { NumbersPanel } from '@/components/studio/numbers-panel'
import { StudioPage } from '@/components/studio/studio-page'
import { useTranslator } from '@/lib/client/use-translator'

export function NumbersScreen() {
  const t = useTranslator()
  return (
    <StudioPage title={t('studio.numbers')}>
      <NumbersPanel />
    </StudioPage>
  )
}
