import { tierLabel } from '@/components/creators/tier-label'
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

/** A comma is for thousands, as everywhere on this site. */
export const AMOUNT_UNREADABLE = 'Write an amount in SOL with a point, such as 0.05'

/** Why this price cannot be, or null. */
export function priceProblem(price: string): string | null {
  const lamports = parseSol(price)
  if (lamports === null) return AMOUNT_UNREADABLE
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

/** What is sent of the tiers: those that were changed, each with the version that the change began with. */
export function changedTiers(inputs: readonly TierInput[], before: readonly Tier[]): TierInput[] {
  const known = (tier: TierName) => before.find((candidate) => candidate.tier === tier)
  return inputs
    .filter((input) => !isSameTier(input, known(input.tier)))
    .map((input) => ({ ...input, version: known(input.tier)?.updatedAt ?? null }))
}

/** What was written on top of `before`, on top of `now`. */
export function rebaseTiers(
  drafts: readonly TierDraft[],
  before: readonly Tier[],
  now: readonly Tier[],
): TierDraft[] {
  const [was, is] = [draftsOf(before), draftsOf(now)]
  return drafts.map((draft, place) => {
    const [old, current] = [was[place], is[place]]
    return old !== undefined && current !== undefined && isSameDraft(draft, old) ? current : draft
  })
}

/** What somebody else has changed, a line each. */
export function tierChangesInWords(before: readonly Tier[], now: readonly Tier[]): string[] {
  return now
    .filter(
      (tier) =>
        !isSameTier(
          tier,
          before.find((known) => known.tier === tier.tier),
        ),
    )
    .map(({ tier, name, priceLamports, enabled }) =>
      enabled
        ? `${tierLabel(tier)}: “${name}” for ${formatSol(priceLamports)} SOL`
        : `${tierLabel(tier)}: not offered any more`,
    )
}

function isSameTier(a: TierInput | Tier, b: Tier | undefined): boolean {
  return (
    b !== undefined &&
    a.enabled === b.enabled &&
    a.name === b.name &&
    a.priceLamports === b.priceLamports &&
    a.benefits.join('\n') === b.benefits.join('\n')
  )
}

function isSameDraft(a: TierDraft, b: TierDraft): boolean {
  return a.enabled === b.enabled && a.name === b.name && a.price === b.price && a.benefits === b.benefits
}
