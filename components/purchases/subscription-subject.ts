import { tierLabel } from '@/components/creators/tier-label'
import type { CreatorProfile } from '@/lib/schema/creators'
import type { PurchaseItem } from '@/lib/schema/purchases'
import { tierRank } from '@/lib/schema/tier-order'
import type { TierName } from '@/lib/schema/tiers'
import type { Translator } from '@/lib/words/translator'
import type { PurchaseSubject } from './purchase-view'

/** What buying the tier, or the next one above it that is offered, means for this reader; null if none is offered. */
export function subscriptionSubject(
  t: Translator,
  creator: CreatorProfile,
  wanted: TierName | null,
): { item: PurchaseItem; subject: PurchaseSubject } | null {
  const from = wanted === null ? 0 : tierRank(wanted)
  const tier = creator.tiers.find((offered) => offered.enabled && tierRank(offered.tier) >= from)
  if (tier === undefined) return null
  const running = creator.subscription?.status === 'expired' ? null : creator.subscription
  return {
    item: { kind: 'subscription', creatorId: creator.id, tier: tier.tier },
    subject: {
      kind: 'subscription',
      creatorName: creator.displayName,
      creatorHandle: creator.handle,
      tierName: tier.name,
      benefits: tier.benefits,
      mode: running === null ? 'new' : running.tier === tier.tier ? 'renew' : 'upgrade',
      running: running && {
        tierName:
          creator.tiers.find((known) => known.tier === running.tier)?.name ?? tierLabel(t, running.tier),
        periodEnd: running.currentPeriodEnd,
      },
    },
  }
}
