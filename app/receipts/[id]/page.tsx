import { Filled } from '@/app/filled'
import { ReceiptScreen } from '@/components/screens/receipt-screen'

export default async function ReceiptRoute({ params }: { params: Promise<{ id: string }> }) {
  return (
    <Filled route={{ page: 'receipt', id: (await params).id }}>
      <ReceiptScreen />
    </Filled>
  )
}
