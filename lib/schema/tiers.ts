import * as z from 'zod'
import { Lamports, line, PriceLamports } from './common'
import { TIERS } from './tier-order'

export { TIERS, tierCovers, tierRank } from './tier-order'

export const TierName = z.enum(TIERS)
export type TierName = z.infer<typeof TierName>

const BENEFITS_MAX = 12

/** Body of `PUT /api/me/tiers`: what is not in the list stays as it is. */
export const TierInput = z.object({
  tier: TierName,
  priceLamports: PriceLamports,
  name: line(40),
  benefits: z.array(line(120)).max(BENEFITS_MAX).default([]),
  enabled: z.boolean().default(true),
})
export type TierInput = z.infer<typeof TierInput>

export const TiersInput = z
  .array(TierInput)
  .max(TIERS.length)
  .refine((list) => new Set(list.map((entry) => entry.tier)).size === list.length, 'Each tier at most once')

export const Tier = z.object({
  tier: TierName,
  priceLamports: Lamports,
  name: z.string(),
  benefits: z.array(z.string()),
  enabled: z.boolean(),
})
export type Tier = z.infer<typeof Tier>
