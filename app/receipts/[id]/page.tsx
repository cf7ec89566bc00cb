import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/missing'
import { readViewer } from '@/app/viewer'
import { ReceiptPage } from '@/components/receipts/receipt-page'
import { Page } from '@/components/shell/page'
import { getApp } from '@/lib/app'
import { readReceipt } from '@/lib/domain/purchases/receipts'
import { Id } from '@/lib/schema/common'

export const metadata: Metadata = { title: 'Receipt' }

export default async function ReceiptRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  if (!Id.safeParse(id).success) notFound()
  const viewer = await readViewer()
  return (
    <Page>
      <ReceiptPage
        key={id}
        purchaseId={id}
        first={viewer && (await orNotFound(readReceipt(getApp(), viewer, id)))}
      />
    </Page>
  )
}
