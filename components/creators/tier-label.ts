import type { TierName } from '@/lib/schema/tiers'
import type { Translator } from '@/lib/words/translator'

/** The word for a tier where the creator's own name for it is not at hand. */
export function tierLabel(t: Translator, tier: TierName): string {
  return t(`tier.${tier}`)
}
