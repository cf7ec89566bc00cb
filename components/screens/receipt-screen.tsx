'use client'

import { ReceiptPage } from '@/components/receipts/receipt-page'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { useRoute } from '@/lib/client/navigation/use-place'

export function ReceiptScreen() {
  const { id } = useRoute('receipt')
  return (
    <Page>
      <PageHead title="Receipt" />
      <ReceiptPage key={id} purchaseId={id} />
    </Page>
  )
}
