'use client'

import { tierLabel } from '@/components/creators/tier-label'
import { useOwnCreator } from '@/lib/client/use-own-creator'
import { useTranslator } from '@/lib/client/use-translator'
import type { TierName } from '@/lib/schema/tiers'

/** A tier in words. */
export type TierWords = (tier: TierName) => string

/** The words for the tiers where their creator's own are not at hand, or not meant. */
export function useTierLabels(): TierWords {
  const t = useTranslator()
  return (tier) => tierLabel(t, tier)
}

/** What the signed-in creator calls their tiers. */
export function useTierWords(): TierWords {
  const { data: creator } = useOwnCreator()
  const labels = useTierLabels()
  return (name) => creator?.tiers.find(({ tier }) => tier === name)?.name || labels(name)
}
