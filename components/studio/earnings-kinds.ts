import type { Earned } from '@/lib/schema/earnings'

/** What brings money, in the order in which it is stacked and listed. */
const KINDS = ['posts', 'subscriptions', 'tips', 'messages'] as const
export type EarningsKind = (typeof KINDS)[number]

/** Those that a creator may have something of: nothing is said of messages before there are any. */
export function kindsIn(earned: readonly Earned[]): EarningsKind[] {
  return KINDS.filter((kind) => kind !== 'messages' || earned.some(({ messages }) => messages > 0n))
}

export function sumOf(earned: readonly Earned[], column: EarningsKind | 'refunds' | 'totalLamports'): bigint {
  return earned.reduce((sum, one) => sum + one[column], 0n)
}
