import { formatSol, MIN_PRICE_LAMPORTS, parseSol } from '@/lib/money'
import { TIERS } from '@/lib/schema/tier-order'
import type { Tier, TierInput, TierName } from '@/lib/schema/tiers'

/** A tier while it is being written: all text. */
export interface TierDraft {
  tier: TierName
  enabled: boolean
  name: string
  /** In SOL, as typed. */
  price: string
  /** One benefit a line. */
  benefits: string
}

const SUGGESTED: Record<TierName, Omit<TierDraft, 'tier' | 'enabled'>> = {
  basic: { name: 'Basic', price: '0.05', benefits: '' },
  premium: { name: 'Premium', price: '0.15', benefits: '' },
  vip: { name: 'VIP', price: '0.5', benefits: '' },
}

/** What the creator has, and a suggestion, switched off, for what they have not. */
export function draftsOf(tiers: readonly Tier[]): TierDraft[] {
  return TIERS.map((tier) => {
    const known = tiers.find((candidate) => candidate.tier === tier)
    if (!known) return { tier, enabled: false, ...SUGGESTED[tier] }
    return {
      tier,
      enabled: known.enabled,
      name: known.name,
      price: priceText(known.priceLamports),
      benefits: known.benefits.join('\n'),
    }
  })
}

/** A price as it would be typed. */
export function priceText(lamports: bigint): string {
  return formatSol(lamports).replaceAll(',', '')
}

/** Why this price cannot be, or null. */
export function priceProblem(price: string): string | null {
  const lamports = parseSol(price)
  if (lamports === null) return 'Write an amount in SOL, such as 0.05'
  return lamports < MIN_PRICE_LAMPORTS ? `At least ${formatSol(MIN_PRICE_LAMPORTS)} SOL` : null
}

/** Null when a price cannot be read. */
export function inputOf(draft: TierDraft): TierInput | null {
  const priceLamports = parseSol(draft.price)
  if (priceLamports === null) return null
  const benefits = draft.benefits
    .split('\n')
    .map((benefit) => benefit.trim())
    .filter(Boolean)
  return { tier: draft.tier, enabled: draft.enabled, name: draft.name.trim(), priceLamports, benefits }
}
