import type { Subscription } from '@/lib/schema/creators'
import { tierRank } from '@/lib/schema/tier-order'
import type { Tier } from '@/lib/schema/tiers'

/** How a reader stands to one tier of a creator. */
export type TierState =
  | { kind: 'available' }
  | { kind: 'current'; periodEnd: string; cancelled: boolean }
  | { kind: 'upgrade' }
  /** Can be bought when the running period has ended. */
  | { kind: 'lower'; periodEnd: string }
  /** The creator looks at their own page. */
  | { kind: 'own' }

/** `subscription` as the API gives it; one that has ended counts as none. */
export function tierState(tier: Tier, subscription: Subscription | null, own: boolean): TierState {
  if (own) return { kind: 'own' }
  if (subscription === null || subscription.status === 'expired') return { kind: 'available' }
  const periodEnd = subscription.currentPeriodEnd
  const step = tierRank(tier.tier) - tierRank(subscription.tier)
  if (step === 0) return { kind: 'current', periodEnd, cancelled: subscription.status === 'cancelled' }
  return step > 0 ? { kind: 'upgrade' } : { kind: 'lower', periodEnd }
}
