'use client'

import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { offerRefund } from '@/lib/client/api/api'
import { useFormats } from '@/lib/client/use-formats'
import { usePayBack } from '@/lib/client/use-pay-back'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import type { Refund } from '@/lib/schema/refunds'
import { refundProblem } from './refund-words'

/** Has the creator's wallet sign the refund. One that was sent, or is not owed any more, needs no button. */
export function PayBackButton({ refund }: { refund: Refund }) {
  const { state, pay } = usePayBack(() => offerRefund(refund.id))
  const t = useTranslator()
  const wordError = useProblemWords()
  const { inSol } = useFormats()
  const isClosed = state.status === 'problem' && state.problem.kind === 'closed'
  if (refund.submitted || isClosed) return null
  const waiting = state.status === 'signing' || state.status === 'sending' ? state.status : null
  const sol = inSol(refund.amountLamports)
  return (
    <div className="mt-3 flex flex-col gap-3 sm:pl-[3.125rem]">
      {state.status === 'problem' && (
        <Notice tone="danger" title={t('refund.stillOwed')}>
          {refundProblem(t, wordError, state.problem)}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          size="sm"
          loading={waiting !== null}
          onClick={pay}
          aria-label={t('refund.pay.whom', { sol, name: refund.buyer.displayName })}
        >
          {t('refund.pay', { sol })}
        </Button>
        <p role="status" className="text-muted text-xs">
          {waiting && t(`refund.${waiting}`)}
        </p>
      </div>
    </div>
  )
}
