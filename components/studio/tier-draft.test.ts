import { expect, it } from 'vitest'
import type { Tier } from '@/lib/schema/tiers'
import { changedTiers, draftsOf, inputOf, priceProblem, rebaseTiers, tierChangesInWords } from './tier-draft'

const AT = '2026-01-02T03:04:05.000Z'
const BASIC: Tier = {
  tier: 'basic',
  name: 'Bench',
  priceLamports: 20_000_000n,
  benefits: ['A seat'],
  enabled: true,
  updatedAt: AT,
}
const VIP: Tier = { ...BASIC, tier: 'vip', name: 'Stage', priceLamports: 1_500_000_000_000n }
const BEFORE = [BASIC, VIP]
const NOW = [{ ...BASIC, priceLamports: 700_000_000n, updatedAt: '2026-01-02T03:04:06.000Z' }, VIP]
const inputs = (drafts = draftsOf(BEFORE)) =>
  drafts.flatMap((draft) => (draft.enabled ? [inputOf(draft)] : [])).filter((input) => input !== null)

it('sends the tiers that were changed, with the version that the change began with', () => {
  expect(changedTiers(inputs(), BEFORE)).toEqual([])
  const drafts = draftsOf(BEFORE).map((draft) =>
    draft.tier === 'basic' ? draft : { ...draft, enabled: true, price: '2' },
  )
  expect(changedTiers(inputs(drafts), BEFORE)).toMatchObject([
    { tier: 'premium', version: null, priceLamports: 2_000_000_000n },
    { tier: 'vip', version: AT },
  ])
})

it('leaves a tier that was not touched as others have made it', () => {
  const drafts = draftsOf(BEFORE).map((draft) => (draft.tier === 'vip' ? { ...draft, name: 'Mine' } : draft))
  expect(rebaseTiers(drafts, BEFORE, NOW)).toMatchObject([
    { tier: 'basic', price: '0.7' },
    { tier: 'premium', enabled: false },
    { tier: 'vip', name: 'Mine' },
  ])
  expect(tierChangesInWords(BEFORE, NOW)).toEqual(['Basic: “Bench” for 0.7 SOL'])
  expect(tierChangesInWords(BEFORE, [{ ...BASIC, enabled: false }, VIP])).toEqual([
    'Basic: not offered any more',
  ])
})

it('reads a price as the site writes it', () => {
  for (const price of ['1,500', '1500', '1,500.000000000']) expect(priceProblem(price)).toBeNull()
  for (const price of ['1,5', '1.500,0', '0', '']) expect(priceProblem(price)).not.toBeNull()
})
