'use client'

import { subjectOf } from '@/components/library/purchase-words'
import { RefundList } from '@/components/refunds/refund-list'
import { Mark } from '@/components/shell/wordmark'
import { Badge } from '@/components/ui/badge'
import { Isolated } from '@/components/ui/isolated'
import { SolAmount } from '@/components/ui/sol-amount'
import { withoutIsolates } from '@/lib/characters'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import type { Receipt } from '@/lib/schema/receipts'
import { BothUnits, Code, Fact, Facts, Section } from './receipt-facts'
import { ReceiptPayment } from './receipt-payment'
import { feeOf, receiptStanding } from './receipt-words'

/** Everything about one purchase, as it is read and as it is printed. */
export function ReceiptSheet({ receipt }: { receipt: Receipt }) {
  const t = useTranslator()
  const { moment } = useFormats()
  const { amountLamports, priceLamports, creditLamports, splits, payments, refunds, network } = receipt
  const { title, note } = subjectOf(t, receipt)
  const { words, tone } = receiptStanding(t, receipt)
  const at = receipt.confirmedAt ?? receipt.createdAt
  const fee = feeOf(receipt)
  return (
    <article
      aria-label={t('receipt.of', { title: withoutIsolates(title) })}
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
            <time dateTime={at}>{moment(at)}</time>
          </span>
        </p>
      </header>
      <Section title={t('receipt.price')}>
        <Facts>
          {creditLamports > 0n && (
            <>
              <Fact name={t('receipt.price')}>
                <BothUnits lamports={priceLamports} />
              </Fact>
              <Fact name={t('receipt.credit')}>
                <BothUnits lamports={creditLamports} sign="−" />
              </Fact>
            </>
          )}
          <Fact name={t('receipt.amount')}>
            <BothUnits lamports={amountLamports} />
          </Fact>
          {fee > 0n && (
            <Fact name={t('receipt.fee.besides')}>
              <BothUnits lamports={fee} />
            </Fact>
          )}
          <Fact name={t('receipt.paidFrom')}>
            <Code>{receipt.buyerWallet}</Code>
          </Fact>
        </Facts>
      </Section>
      <Section title={t('receipt.splits')}>
        <ul className="flex flex-col gap-3.5 text-sm">
          {splits.map(({ role, wallet, lamports }) => (
            <li key={role} data-split={role}>
              <p className="flex flex-col justify-between gap-x-6 sm:flex-row">
                <span>{t(`receipt.role.${role}`)}</span>
                <BothUnits lamports={lamports} />
              </p>
              <p className="text-muted">
                <Code>{wallet}</Code>
              </p>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t(payments.length > 1 ? 'receipt.transactions' : 'receipt.transaction')}>
        {payments.length === 0 ? (
          <p className="text-muted text-sm">{t('receipt.nothingPaid')}</p>
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
        <Section title={t('refunds.title')}>
          <RefundList refunds={refunds} />
        </Section>
      )}
      <Section title={t('receipt.numbers')}>
        <Facts>
          <Fact name={t('receipt.network')}>{t(`receipt.network.${network ?? 'unknown'}`)}</Fact>
          <Fact name={t('receipt.purchase')}>
            <Code>{receipt.id}</Code>
          </Fact>
          <Fact name={t('receipt.reference')}>
            <Code>{receipt.reference}</Code>
          </Fact>
        </Facts>
      </Section>
    </article>
  )
}
