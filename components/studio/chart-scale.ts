import { LAMPORTS_PER_SOL } from '@/lib/money'

/** What lines are drawn at: one, two or five of something, or a power of ten of them. */
const STEPS = [1, 2, 5, 10]
const LINES = 4

/** Where a chart's lines stand, in lamports, from the lowest up; the nought among them. Only for drawing. */
export function linesFor(lowest: bigint, highest: bigint): bigint[] {
  const reach = Math.max(Number(highest), Number(-lowest), Number(LAMPORTS_PER_SOL) / 1000)
  const rough = reach / LINES
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = BigInt(Math.round(power * (STEPS.find((one) => one * power >= rough) ?? 10)))
  const lines: bigint[] = []
  for (let line = -ceilOf(-lowest, step); line <= ceilOf(highest, step); line += 1n) lines.push(line * step)
  return lines
}

/** How many steps it takes; none for what is not there. */
function ceilOf(amount: bigint, step: bigint): bigint {
  return amount <= 0n ? 0n : (amount + step - 1n) / step
}
