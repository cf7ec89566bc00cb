'use client'

import { ReceiptPage } from '@/components/receipts/receipt-page'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { useRoute } from '@/lib/client/navigation/use-place'
import { useTranslator } from '@/lib/client/use-translator'

export function ReceiptScreen() {
  const t = useTranslator()
  const { id } = useRoute('receipt')
  return (
    <Page>
      <PageHead title={t('screen.receipt')} />
      <ReceiptPage key={id} purchaseId={id} />
    </Page>
  )
}
