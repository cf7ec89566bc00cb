import type { PostCard } from '@/lib/schema/posts'
import type { TierName } from '@/lib/schema/tiers'

/** Who a post opens to, as its author chooses it. */
export type AccessKind = 'open' | 'tier' | 'price' | 'both'

export const ACCESS_OPTIONS: readonly { value: AccessKind; label: string }[] = [
  { value: 'open', label: 'Everyone' },
  { value: 'tier', label: 'Members' },
  { value: 'price', label: 'Buyers' },
  { value: 'both', label: 'Either' },
]

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

interface Choice {
  kind: AccessKind
  tier: TierName
  /** In SOL, as typed. */
  price: string
}

/** The choice as a sentence. `tierName`: as its creator calls the tier. */
export function accessInWords({ kind, tier, price }: Choice, tierName: string): string {
  const members = tier === 'vip' ? `${tierName} members` : `${tierName} members and above`
  switch (kind) {
    case 'open':
      return 'Anybody can read it, signed in or not.'
    case 'tier':
      return `${members} can read it, as long as their period runs.`
    case 'price':
      return `Whoever pays ${price || '…'} SOL once can read it for good.`
    case 'both':
      return `${members} can read it, and whoever pays ${price || '…'} SOL once can read it for good.`
  }
}
