import { formatSol } from '@/lib/money'

interface SolAmountProps {
  lamports: bigint
  /** Leading `+` or `−`. */
  sign?: '+' | '−'
}

/** An amount in SOL. Figures of one width, so that columns and changing amounts stand still. */
export function SolAmount({ lamports, sign }: SolAmountProps) {
  return (
    <span className="whitespace-nowrap tabular-nums">
      <span>{`${sign ?? ''}${formatSol(lamports)}`}</span> <span className="text-[0.86em]">SOL</span>
    </span>
  )
}
