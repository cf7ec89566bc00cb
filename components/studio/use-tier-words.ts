'use client'

import { tierLabel } from '@/components/creators/tier-label'
import { useOwnCreator } from '@/lib/client/use-own-creator'
import type { TierName } from '@/lib/schema/tiers'

/** What the signed-in creator calls their tiers. */
export function useTierWords(): (tier: TierName) => string {
  const { data: creator } = useOwnCreator()
  return (name) => creator?.tiers.find(({ tier }) => tier === name)?.name || tierLabel(name)
}
