'use client'

import type { ReactNode } from 'react'
import { Isolated } from '@/components/ui/isolated'
import { SolAmount } from '@/components/ui/sol-amount'
import { isolate } from '@/lib/characters'
import { serverNow } from '@/lib/client/server-time'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { PERIOD_MS } from '@/lib/money'
import type { Quote, Split } from '@/lib/schema/purchases'
import type { Translator } from '@/lib/words/translator'
import { AboutWorth } from './about-worth'
import type { PurchaseSubject } from './purchase-view'

const DAY_MS = 24 * 60 * 60 * 1000

interface QuoteTableProps {
  quote: Quote
  subject: PurchaseSubject
}

/** What it costs, until when it lasts, and who gets how much of it, to the lamport. */
export function QuoteTable({ quote, subject }: QuoteTableProps) {
  const end = periodEnd(quote, subject)
  const t = useTranslator()
  const { day } = useFormats()
  return (
    <div className="flex flex-col gap-3 text-sm">
      <dl className="flex flex-col gap-2">
        {quote.creditLamports > 0n && subject.kind === 'subscription' && (
          <>
            <Line term={t('buy.quote.period', { tier: isolate(subject.tierName) })}>
              <SolAmount lamports={quote.priceLamports} />
            </Line>
            <Line term={creditTerm(t, quote, subject.running)}>
              <span className="text-positive">
                <SolAmount lamports={quote.creditLamports} sign="−" />
              </span>
            </Line>
          </>
        )}
        <div className="flex items-baseline justify-between gap-4 not-first:border-line not-first:border-t not-first:pt-3">
          <dt className="font-semibold">{t('buy.quote.total')}</dt>
          <dd className="text-right font-semibold text-xl">
            <SolAmount lamports={quote.amountLamports} />
            <AboutWorth lamports={quote.amountLamports} />
          </dd>
        </div>
        {end !== null && (
          <Line term={t('buy.quote.until')}>
            <time dateTime={end}>{day(end)}</time>
          </Line>
        )}
      </dl>
      <dl className="flex flex-col gap-2 border-line border-t pt-3 text-muted">
        {quote.splits.map((split) => (
          <Line key={split.role} term={recipient(t, split, subject.creatorName)}>
            <SolAmount lamports={split.lamports} />
          </Line>
        ))}
      </dl>
    </div>
  )
}

function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt>
        <Isolated text={term} />
      </dt>
      <dd className="text-right">{children}</dd>
    </div>
  )
}

/** An open purchase does not say its end: a period counts from the confirmation, or from the end of the running one. */
function periodEnd(quote: Quote, subject: PurchaseSubject): string | null {
  if (quote.periodEnd !== null || subject.kind !== 'subscription') return quote.periodEnd
  const from =
    subject.mode === 'renew' && subject.running ? Date.parse(subject.running.periodEnd) : serverNow()
  return new Date(from + PERIOD_MS).toISOString()
}

type Running = Extract<PurchaseSubject, { kind: 'subscription' }>['running']

function creditTerm(t: Translator, { at }: Quote, running: Running): string {
  if (running === null) return t('buy.quote.credit')
  const days = Math.round((Date.parse(running.periodEnd) - Date.parse(at)) / DAY_MS)
  return t('buy.quote.unused', { tier: isolate(running.tierName), days })
}

function recipient(t: Translator, { role }: Split, creatorName: string): string {
  const name = isolate(creatorName)
  return role === 'platform' ? t('buy.quote.platform') : t(`buy.quote.${role}`, { name })
}
