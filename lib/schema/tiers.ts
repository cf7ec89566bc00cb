import * as z from 'zod'
import { Instant, Lamports, line, PriceLamports, Version } from './common'
import { says } from './field-issues'
import { LIMITS } from './limits'
import { TIERS } from './tier-order'

export { TIERS, tierCovers, tierRank } from './tier-order'

export const TierName = z.enum(TIERS)
export type TierName = z.infer<typeof TierName>

/** How a creator has them shown: from `basic` up, or from `vip` down. */
export const TierOrder = z.enum(['ascending', 'descending'])
export type TierOrder = z.infer<typeof TierOrder>

/** Body of `PUT /api/me/tiers`: what is not in the list stays as it is. */
export const TierInput = z.object({
  tier: TierName,
  priceLamports: PriceLamports,
  name: line(LIMITS.tierName),
  benefits: z.array(line(LIMITS.benefit)).max(LIMITS.benefits).default([]),
  enabled: z.boolean().default(true),
  /** Null: there was no such tier yet. */
  version: Version.nullable().optional(),
})
export type TierInput = z.infer<typeof TierInput>

export const TiersInput = z
  .array(TierInput)
  .max(TIERS.length)
  .refine(
    (list) => new Set(list.map((entry) => entry.tier)).size === list.length,
    says({ code: 'repeated' }, 'Each tier at most once'),
  )

export const Tier = z.object({
  tier: TierName,
  priceLamports: Lamports,
  name: z.string(),
  benefits: z.array(z.string()),
  enabled: z.boolean(),
  updatedAt: Instant,
})
export type Tier = z.infer<typeof Tier>
