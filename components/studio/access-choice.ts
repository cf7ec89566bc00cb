import type { PostCard } from '@/lib/schema/posts'
import type { TierName } from '@/lib/schema/tiers'
import type { Translator } from '@/lib/words/translator'
import { priceProblem, type TypedPrice } from './typed-price'

/** Who a post opens to, as its author chooses it. */
export const ACCESS_KINDS = ['open', 'tier', 'price', 'both'] as const
export type AccessKind = (typeof ACCESS_KINDS)[number]

export interface Access extends TypedPrice {
  kind: AccessKind
  tier: TierName
}

export const hasTier = (kind: AccessKind) => kind === 'tier' || kind === 'both'
export const hasPrice = (kind: AccessKind) => kind === 'price' || kind === 'both'

/** The choice that a post's conditions are. */
export function accessKind({
  minTier,
  priceLamports,
}: Pick<PostCard, 'minTier' | 'priceLamports'>): AccessKind {
  if (minTier !== null) return priceLamports === null ? 'tier' : 'both'
  return priceLamports === null ? 'open' : 'price'
}

/** The choice as a sentence, with a price where it can be one. `tierName`: as its creator calls the tier. */
export function accessInWords(t: Translator, access: Access, tierName: string): string {
  const { kind, tier, price } = access
  const isTop = tier === 'vip'
  const sum = priceProblem(access) === null ? price.trim() : '…'
  switch (kind) {
    case 'open':
      return t('studio.access.says.open')
    case 'tier':
      return t(isTop ? 'studio.access.says.topTier' : 'studio.access.says.tier', { tier: tierName })
    case 'price':
      return t('studio.access.says.price', { price: sum })
    case 'both':
      return t(isTop ? 'studio.access.says.topBoth' : 'studio.access.says.both', {
        tier: tierName,
        price: sum,
      })
  }
}
