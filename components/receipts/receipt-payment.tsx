import { Badge } from '@/components/ui/badge'
import { buttonClass } from '@/components/ui/button-class'
import { CopyButton } from '@/components/ui/copy-button'
import { longMoment } from '@/components/ui/dates'
import { Icon } from '@/components/ui/icon'
import type { ReceiptPayment as Payment } from '@/lib/schema/receipts'
import { BothUnits, Code, Fact, Facts } from './receipt-facts'
import { paymentStanding } from './receipt-words'

/** One transaction, as the ledger has executed it. `alone`: what it paid is said already. */
export function ReceiptPayment({ payment, alone }: { payment: Payment; alone: boolean }) {
  const { signature, explorerUrl, amountLamports, feeLamports, executedAt, finalizedAt } = payment
  const { words, tone } = paymentStanding(payment)
  return (
    <div className="flex flex-col gap-3" data-payment={payment.state}>
      <div>
        <p className="mb-1 flex flex-wrap items-center justify-between gap-2 text-muted text-sm">
          Signature
          <Badge tone={tone}>{words}</Badge>
        </p>
        <Code>{signature}</Code>
      </div>
      <Facts>
        {!alone && (
          <>
            <Fact name="Amount">
              <BothUnits lamports={amountLamports} />
            </Fact>
            <Fact name="Network fee">
              <BothUnits lamports={feeLamports} />
            </Fact>
          </>
        )}
        <Fact name="Executed">
          <time dateTime={executedAt}>{longMoment(executedAt)}</time>
        </Fact>
        {finalizedAt && (
          <Fact name="Known to be final">
            <time dateTime={finalizedAt}>{longMoment(finalizedAt)}</time>
          </Fact>
        )}
      </Facts>
      <div className="flex flex-wrap gap-2 print:hidden">
        <CopyButton text={signature} label="Copy the signature" size="sm" />
        {explorerUrl && (
          <a
            href={explorerUrl}
            target="_blank"
            rel="noopener noreferrer"
            className={buttonClass({ size: 'sm' })}
          >
            <Icon name="external-link" className="size-4" />
            See it in the explorer
          </a>
        )}
      </div>
    </div>
  )
}
