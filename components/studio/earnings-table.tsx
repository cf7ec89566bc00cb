'use client'

import { cx } from '@/components/ui/cx'
import { Scrollable } from '@/components/ui/scrollable'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import type { Earned } from '@/lib/schema/earnings'
import { kindsIn, sumOf } from './earnings-kinds'

interface EarningsTableProps {
  earned: readonly Earned[]
  /** Of the table, and of its first column. */
  names: { table: string; when: string }
  nameOf: (at: string) => string
}

/** What each day, week or month has brought, the latest first: what the chart shows, in figures. */
export function EarningsTable({ earned, names, nameOf }: EarningsTableProps) {
  const t = useTranslator()
  // What is left of it first: on a narrow screen the rest is scrolled to.
  const columns = ['totalLamports', ...kindsIn(earned), 'refunds'] as const
  return (
    <Scrollable className="max-h-96 overflow-auto rounded-lg border border-line bg-surface">
      <table className="w-full whitespace-nowrap text-right text-sm tabular-nums">
        <caption className="sr-only">{names.table}</caption>
        <thead className="sticky top-0 bg-surface text-muted text-xs shadow-[0_1px_0_var(--color-line)]">
          <tr>
            <th scope="col" className="px-4 py-2.5 text-left font-medium">
              {names.when}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className="px-3 py-2.5 font-medium last:pr-4">
                {t(column === 'totalLamports' ? 'numbers.total' : `numbers.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...earned].reverse().map((one) => (
            <tr key={one.at} className="border-line border-b last:border-0">
              <th scope="row" className="px-4 py-2 text-left font-normal">
                {nameOf(one.at)}
              </th>
              {columns.map((column) => (
                <Amount key={column} lamports={column === 'refunds' ? -one[column] : one[column]} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot className="sticky bottom-0 bg-surface font-semibold shadow-[0_-1px_0_var(--color-line)]">
          <tr>
            <th scope="row" className="px-4 py-2.5 text-left font-semibold">
              {t('numbers.all')}
            </th>
            {columns.map((column) => {
              const sum = sumOf(earned, column)
              return <Amount key={column} lamports={column === 'refunds' ? -sum : sum} />
            })}
          </tr>
        </tfoot>
      </table>
    </Scrollable>
  )
}

function Amount({ lamports }: { lamports: bigint }) {
  const { sol } = useFormats()
  return <td className={cx('px-3 py-2 last:pr-4', lamports === 0n && 'text-muted')}>{sol(lamports)}</td>
}
