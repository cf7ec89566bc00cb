/** In rising order: a tier opens everything that a lower one opens. Apart from `tiers.ts`, so that pages need no zod. */
export const TIERS = ['basic', 'premium', 'vip'] as const

type Tier = (typeof TIERS)[number]

export function tierRank(tier: Tier): number {
  return TIERS.indexOf(tier)
}

export function tierCovers(held: Tier, wanted: Tier): boolean {
  return tierRank(held) >= tierRank(wanted)
}
