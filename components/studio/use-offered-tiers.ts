'use client'

import { useOwnCreator } from '@/lib/client/use-own-creator'
import { TIERS } from '@/lib/schema/tier-order'
import type { TierName } from '@/lib/schema/tiers'

/** The tiers a post of the signed-in creator can ask for: those offered, and the one it asks for already. */
export function useOfferedTiers(current: TierName | null = null): readonly TierName[] {
  const { data: creator } = useOwnCreator()
  return TIERS.filter(
    (name) => name === current || creator?.tiers.some(({ tier, enabled }) => enabled && tier === name),
  )
}
