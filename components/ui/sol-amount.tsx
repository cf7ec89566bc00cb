'use client'

import { useFormats } from '@/lib/client/use-formats'

interface SolAmountProps {
  lamports: bigint
  /** Leading `+` or `−`. */
  sign?: '+' | '−'
}

/** An amount in SOL. Figures of one width, so that columns and changing amounts stand still. */
export function SolAmount({ lamports, sign }: SolAmountProps) {
  const { sol } = useFormats()
  return (
    <span className="whitespace-nowrap tabular-nums">
      <span>{`${sign ?? ''}${sol(lamports)}`}</span> <span className="text-[0.86em]">SOL</span>
    </span>
  )
}
