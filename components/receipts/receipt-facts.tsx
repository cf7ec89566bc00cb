'use client'

import type { ReactNode } from 'react'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-line border-t px-5 py-5 sm:px-7">
      <h2 className="mb-3 font-semibold text-sm">{title}</h2>
      {children}
    </section>
  )
}

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="flex flex-col gap-2.5 text-sm">{children}</dl>
}

/** One fact: beside its name where there is room, below it where there is not. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-x-6 sm:flex-row sm:justify-between">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 sm:text-right">{children}</dd>
    </div>
  )
}

/** An address, a signature, an id: whole, so that it can be compared and copied. */
export function Code({ children }: { children: string }) {
  return <span className="break-all font-mono text-xs">{children}</span>
}

/** In both units: nobody has to count zeros. */
export function BothUnits({ lamports, sign = '' }: { lamports: bigint; sign?: '' | '−' }) {
  const t = useTranslator()
  const { inSol, whole } = useFormats()
  return (
    <span className="tabular-nums">
      <span className="whitespace-nowrap">{`${sign}${inSol(lamports)}`}</span>{' '}
      <span className="whitespace-nowrap text-muted text-xs">
        {t('receipt.lamports', { count: Number(lamports), shown: `${sign}${whole(lamports)}` })}
      </span>
    </span>
  )
}
