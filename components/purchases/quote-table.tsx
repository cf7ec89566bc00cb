import { SolAmount } from '@/components/ui/sol-amount'
import type { Quote, Split } from '@/lib/schema/purchases'

interface QuoteTableProps {
  quote: Quote
  creatorName: string
}

/** What it costs and who gets how much of it, to the lamport. */
export function QuoteTable({ quote, creatorName }: QuoteTableProps) {
  return (
    <div className="flex flex-col gap-3 text-sm">
      <dl className="flex flex-col gap-2">
        {quote.creditLamports > 0n && (
          <>
            <Line term="Price" lamports={quote.priceLamports} />
            <Line term="Left of your current period" lamports={quote.creditLamports} sign="−" />
          </>
        )}
        <div className="flex items-baseline justify-between gap-4">
          <dt className="font-semibold">You pay</dt>
          <dd className="font-semibold text-xl">
            <SolAmount lamports={quote.amountLamports} />
          </dd>
        </div>
      </dl>
      <dl className="flex flex-col gap-2 border-line border-t pt-3 text-muted">
        {quote.splits.map((split) => (
          <Line key={split.role} term={recipient(split, creatorName)} lamports={split.lamports} />
        ))}
      </dl>
    </div>
  )
}

function Line({ term, lamports, sign }: { term: string; lamports: bigint; sign?: '−' }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt>{term}</dt>
      <dd>
        <SolAmount lamports={lamports} sign={sign} />
      </dd>
    </div>
  )
}

function recipient({ role }: Split, creatorName: string): string {
  switch (role) {
    case 'creator':
      return `To ${creatorName}`
    case 'platform':
      return 'To Fonana'
    case 'referrer':
      return `To whoever invited ${creatorName}`
  }
}
