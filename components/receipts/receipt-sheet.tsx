import { subjectOf } from '@/components/library/purchase-words'
import { RefundList } from '@/components/refunds/refund-list'
import { Mark } from '@/components/shell/wordmark'
import { Badge } from '@/components/ui/badge'
import { longMoment } from '@/components/ui/dates'
import { Isolated } from '@/components/ui/isolated'
import { SolAmount } from '@/components/ui/sol-amount'
import { withoutIsolates } from '@/lib/characters'
import type { Receipt } from '@/lib/schema/receipts'
import { BothUnits, Code, Fact, Facts, Section } from './receipt-facts'
import { ReceiptPayment } from './receipt-payment'
import { feeOf, NETWORKS, ROLES, receiptStanding } from './receipt-words'

/** Everything about one purchase, as it is read and as it is printed. */
export function ReceiptSheet({ receipt }: { receipt: Receipt }) {
  const { amountLamports, priceLamports, creditLamports, splits, payments, refunds, network } = receipt
  const { title, note } = subjectOf(receipt)
  const { words, tone } = receiptStanding(receipt)
  const at = receipt.confirmedAt ?? receipt.createdAt
  const fee = feeOf(receipt)
  return (
    <article
      aria-label={`Receipt for ${withoutIsolates(title)}`}
      className="overflow-hidden rounded-lg border border-line bg-surface print:border-0"
    >
      <header className="px-5 pt-6 pb-5 sm:px-7">
        <div className="flex items-center justify-between gap-4">
          <Mark className="size-8" />
          <Badge tone={tone}>{words}</Badge>
        </div>
        <p className="mt-5 font-semibold text-2xl sm:text-3xl">
          <SolAmount lamports={amountLamports} />
        </p>
        <p className="mt-2 font-semibold">
          <Isolated text={title} />
        </p>
        <p className="text-muted text-sm">
          <Isolated text={note} />
          <span className="block">
            <time dateTime={at}>{longMoment(at)}</time>
          </span>
        </p>
      </header>
      <Section title="Price">
        <Facts>
          {creditLamports > 0n && (
            <>
              <Fact name="Price">
                <BothUnits lamports={priceLamports} />
              </Fact>
              <Fact name="Unused of the earlier period">
                <BothUnits lamports={creditLamports} sign="−" />
              </Fact>
            </>
          )}
          <Fact name="Amount">
            <BothUnits lamports={amountLamports} />
          </Fact>
          {fee > 0n && (
            <Fact name="Network fee, besides">
              <BothUnits lamports={fee} />
            </Fact>
          )}
          <Fact name="Paid from">
            <Code>{receipt.buyerWallet}</Code>
          </Fact>
        </Facts>
      </Section>
      <Section title="Who gets it">
        <ul className="flex flex-col gap-3.5 text-sm">
          {splits.map(({ role, wallet, lamports }) => (
            <li key={role} data-split={role}>
              <p className="flex flex-col justify-between gap-x-6 sm:flex-row">
                <span>{ROLES[role]}</span>
                <BothUnits lamports={lamports} />
              </p>
              <p className="text-muted">
                <Code>{wallet}</Code>
              </p>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={payments.length > 1 ? 'Transactions' : 'Transaction'}>
        {payments.length === 0 ? (
          <p className="text-muted text-sm">Nothing was paid.</p>
        ) : (
          <ul className="flex flex-col gap-6">
            {payments.map((payment) => (
              <li key={payment.signature}>
                <ReceiptPayment payment={payment} alone={payments.length === 1} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      {refunds.length > 0 && (
        <Section title="Refunds">
          <RefundList refunds={refunds} />
        </Section>
      )}
      <Section title="Numbers">
        <Facts>
          <Fact name="Network">{network === null ? 'Cannot be asked at the moment' : NETWORKS[network]}</Fact>
          <Fact name="Purchase">
            <Code>{receipt.id}</Code>
          </Fact>
          <Fact name="Reference">
            <Code>{receipt.reference}</Code>
          </Fact>
        </Facts>
      </Section>
    </article>
  )
}
