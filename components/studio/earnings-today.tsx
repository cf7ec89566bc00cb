import { countOf } from '@/components/ui/count'
import { formatSol } from '@/lib/money'

interface EarningsTodayProps {
  /** The creator's own share since midnight. */
  earnedLamports: bigint
  sales: number
  subscribers: number
  tips: number
}

export function EarningsToday({ earnedLamports, sales, subscribers, tips }: EarningsTodayProps) {
  return (
    <section aria-label="Today" className="glow rounded-lg border border-line p-5 sm:p-6">
      <p className="flex flex-wrap justify-between gap-x-4 text-sm">
        <span>Earned today</span>
        <span className="text-muted">since midnight, UTC</span>
      </p>
      <p className="mt-1 font-semibold text-3xl tabular-nums" data-earned={earnedLamports.toString()}>
        <span>
          <span key={earnedLamports.toString()} className="inline-block animate-arrive">
            {formatSol(earnedLamports)}
          </span>
        </span>{' '}
        <span className="font-normal text-lg">SOL</span>
      </p>
      <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm tabular-nums">
        <span>{countOf(sales, 'post sold', 'posts sold')}</span>
        <span>{countOf(subscribers, 'subscription')}</span>
        <span>{countOf(tips, 'tip')}</span>
      </p>
    </section>
  )
}
