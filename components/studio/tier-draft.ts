import { typeSol } from '@/lib/money'
import { TIERS } from '@/lib/schema/tier-order'
import type { Tier, TierInput, TierName } from '@/lib/schema/tiers'
import type { Formats } from '@/lib/words/formats'
import type { Translator } from '@/lib/words/translator'
import { isSamePrice, readPrice, type TypedPrice } from './typed-price'
import type { TierWords } from './use-tier-words'

/** A tier while it is being written: all text. */
export interface TierDraft extends TypedPrice {
  tier: TierName
  enabled: boolean
  name: string
  /** One benefit a line. */
  benefits: string
}

const PRICE_SUGGESTED: Record<TierName, string> = { basic: '0.05', premium: '0.15', vip: '0.5' }

/** What the creator has, and a suggestion, switched off, for what they have not. */
export function draftsOf(tiers: readonly Tier[], labels: TierWords): TierDraft[] {
  return TIERS.map((tier) => {
    const known = tiers.find((candidate) => candidate.tier === tier)
    if (!known)
      return { tier, enabled: false, name: labels(tier), price: PRICE_SUGGESTED[tier], benefits: '' }
    return {
      tier,
      enabled: known.enabled,
      name: known.name,
      price: typeSol(known.priceLamports),
      benefits: known.benefits.join('\n'),
    }
  })
}

/** Null when a price cannot be read. */
export function inputOf(draft: TierDraft): TierInput | null {
  const priceLamports = readPrice(draft)
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

interface TiersChange {
  before: readonly Tier[]
  now: readonly Tier[]
}

/** What was written on top of `before`, on top of `now`. */
export function rebaseTiers(
  drafts: readonly TierDraft[],
  { before, now }: TiersChange,
  labels: TierWords,
): TierDraft[] {
  const [was, is] = [draftsOf(before, labels), draftsOf(now, labels)]
  return drafts.map((draft, place) => {
    const [old, current] = [was[place], is[place]]
    return old !== undefined && current !== undefined && isSameDraft(draft, old) ? current : draft
  })
}

/** What somebody else has changed, a line each. */
export function tierChangesInWords(
  t: Translator,
  { inSol }: Formats,
  labels: TierWords,
  { before, now }: TiersChange,
): string[] {
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
        ? t('studio.edited.tier', { tier: labels(tier), name, price: inSol(priceLamports) })
        : t('studio.edited.tier.off', { tier: labels(tier) }),
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
  return a.enabled === b.enabled && a.name === b.name && isSamePrice(a, b) && a.benefits === b.benefits
}
