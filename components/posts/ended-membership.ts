import { tierLabel } from '@/components/creators/tier-label'
import { serverNow } from '@/lib/client/server-time'
import type { CreatorProfile } from '@/lib/schema/creators'
import type { Post } from '@/lib/schema/posts'
import { tierCovers } from '@/lib/schema/tier-order'
import type { TierName } from '@/lib/schema/tiers'
import type { Translator } from '@/lib/words/translator'

/** A membership that unlocked a post until its end. */
export interface EndedMembership {
  tier: TierName
  tierName: string
  endedAt: string
}

/** The reader's own, where it is why the post is locked; null otherwise. */
export function endedMembership(
  t: Translator,
  { unlocked, minTier }: Post,
  { subscription, tiers }: Pick<CreatorProfile, 'subscription' | 'tiers'>,
): EndedMembership | null {
  if (unlocked || minTier === null || subscription === null || !tierCovers(subscription.tier, minTier))
    return null
  const { tier, status, currentPeriodEnd } = subscription
  // One that was renewed a moment ago: the post is about to be read again.
  if (status !== 'expired' && Date.parse(currentPeriodEnd) > serverNow()) return null
  const tierName = tiers.find((known) => known.tier === tier)?.name ?? tierLabel(t, tier)
  return { tier, tierName, endedAt: currentPeriodEnd }
}
