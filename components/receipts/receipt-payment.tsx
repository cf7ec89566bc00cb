'use client'

import { Badge } from '@/components/ui/badge'
import { buttonClass } from '@/components/ui/button-class'
import { CopyButton } from '@/components/ui/copy-button'
import { Icon } from '@/components/ui/icon'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import type { ReceiptPayment as Payment } from '@/lib/schema/receipts'
import { BothUnits, Code, Fact, Facts } from './receipt-facts'
import { paymentStanding } from './receipt-words'

/** One transaction, as the ledger has executed it. `alone`: what it paid is said already. */
export function ReceiptPayment({ payment, alone }: { payment: Payment; alone: boolean }) {
  const t = useTranslator()
  const { moment } = useFormats()
  const { signature, explorerUrl, amountLamports, feeLamports, executedAt, finalizedAt } = payment
  const { words, tone } = paymentStanding(t, payment)
  return (
    <div className="flex flex-col gap-3" data-payment={payment.state}>
      <div>
        <p className="mb-1 flex flex-wrap items-center justify-between gap-2 text-muted text-sm">
          {t('receipt.signature')}
          <Badge tone={tone}>{words}</Badge>
        </p>
        <Code>{signature}</Code>
      </div>
      <Facts>
        {!alone && (
          <>
            <Fact name={t('receipt.amount')}>
              <BothUnits lamports={amountLamports} />
            </Fact>
            <Fact name={t('receipt.fee')}>
              <BothUnits lamports={feeLamports} />
            </Fact>
          </>
        )}
        <Fact name={t('receipt.executed')}>
          <time dateTime={executedAt}>{moment(executedAt)}</time>
        </Fact>
        {finalizedAt && (
          <Fact name={t('receipt.finalized')}>
            <time dateTime={finalizedAt}>{moment(finalizedAt)}</time>
          </Fact>
        )}
      </Facts>
      <div className="flex flex-wrap gap-2 print:hidden">
        <CopyButton text={signature} label={t('receipt.signature.copy')} size="sm" />
        {explorerUrl && (
          <a
            href={explorerUrl}
            target="_blank"
            rel="noopener noreferrer"
            className={buttonClass({ size: 'sm' })}
          >
            <Icon name="external-link" className="size-4" />
            {t('receipt.explorer')}
          </a>
        )}
      </div>
    </div>
  )
}
