'use client'

import { SalesPanel } from '@/components/sales/sales-panel'
import { StudioPage } from '@/components/studio/studio-page'
import { useTranslator } from '@/lib/client/use-translator'

export function SalesScreen() {
  const t = useTranslator()
  return (
    <StudioPage title={t('sales.title')}>
      <SalesPanel />
    </StudioPage>
  )
}
