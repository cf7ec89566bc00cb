'use client'

import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { RefundState } from '@/lib/client/paying/refund-payment'
import { usePayBack } from '@/lib/client/use-pay-back'
import { formatSol } from '@/lib/money'
import type { Refund } from '@/lib/schema/refunds'
import { refundProblem } from './refund-words'

const WAITING: Partial<Record<RefundState['status'], string>> = {
  signing: 'Approve it in your wallet.',
  sending: 'Sent; waiting for the network.',
}

/** Has the creator's wallet sign the refund. One that was sent needs no button any more. */
export function PayBackButton({ refund }: { refund: Refund }) {
  const { state, pay } = usePayBack(refund.id)
  if (refund.submitted) return null
  const busy = state.status === 'signing' || state.status === 'sending'
  return (
    <div className="mt-3 flex flex-col gap-3 sm:pl-[3.125rem]">
      {state.status === 'problem' && (
        <Notice tone="danger" title="It is still owed">
          {refundProblem(state.problem)}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          size="sm"
          loading={busy}
          onClick={pay}
          aria-label={`Refund ${formatSol(refund.amountLamports)} SOL to ${refund.buyer.displayName}`}
        >
          Refund {formatSol(refund.amountLamports)} SOL
        </Button>
        <p role="status" className="text-muted text-xs">
          {WAITING[state.status] ?? ''}
        </p>
      </div>
    </div>
  )
}
