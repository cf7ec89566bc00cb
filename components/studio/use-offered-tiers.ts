'use client'

import { useQuery } from '@tanstack/react-query'
import { creatorQuery } from '@/lib/client/queries'
import { useMe } from '@/lib/client/use-me'
import { TIERS } from '@/lib/schema/tier-order'
import type { TierName } from '@/lib/schema/tiers'

/** The tiers a post of the signed-in creator can ask for: those offered, and the one it asks for already. */
export function useOfferedTiers(current: TierName | null = null): readonly TierName[] {
  const handle = useMe()?.handle ?? null
  const creator = useQuery({ ...creatorQuery(handle ?? ''), enabled: handle !== null }).data
  return TIERS.filter(
    (name) => name === current || creator?.tiers.some(({ tier, enabled }) => enabled && tier === name),
  )
}
