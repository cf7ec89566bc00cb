import type { TierName } from '@/lib/schema/tiers'

const LABELS: Record<TierName, string> = { basic: 'Basic', premium: 'Premium', vip: 'VIP' }

/** The word for a tier where the creator's own name for it is not at hand. */
export function tierLabel(tier: TierName): string {
  return LABELS[tier]
}
