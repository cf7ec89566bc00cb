import { expect, it } from 'vitest'
import type { Locale } from '@/lib/schema/locales'
import type { Tier, TierName } from '@/lib/schema/tiers'
import { translatorIn } from '@/lib/words/dictionaries'
import { formatsIn } from '@/lib/words/formats'
import { changedTiers, draftsOf, inputOf, rebaseTiers, tierChangesInWords } from './tier-draft'
import { isSamePrice, priceProblem, readPrice, writtenIn } from './typed-price'

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
const labels = (tier: TierName) => ({ basic: 'Basic', premium: 'Premium', vip: 'VIP' })[tier]
const drafted = (tiers: readonly Tier[]) => draftsOf(tiers, labels)
const changes = (before: readonly Tier[], now: readonly Tier[], locale: Locale = 'en') =>
  tierChangesInWords(translatorIn(locale), formatsIn(locale, 'UTC'), labels, { before, now })
const inputs = (drafts = drafted(BEFORE)) =>
  drafts.flatMap((draft) => (draft.enabled ? [inputOf(draft)] : [])).filter((input) => input !== null)

it('sends the tiers that were changed, with the version that the change began with', () => {
  expect(changedTiers(inputs(), BEFORE)).toEqual([])
  const drafts = drafted(BEFORE).map((draft) =>
    draft.tier === 'basic' ? draft : { ...draft, enabled: true, price: '2' },
  )
  expect(changedTiers(inputs(drafts), BEFORE)).toMatchObject([
    { tier: 'premium', version: null, priceLamports: 2_000_000_000n },
    { tier: 'vip', version: AT },
  ])
})

it('leaves a tier that was not touched as others have made it', () => {
  const drafts = drafted(BEFORE).map((draft) => (draft.tier === 'vip' ? { ...draft, name: 'Mine' } : draft))
  expect(rebaseTiers(drafts, { before: BEFORE, now: NOW }, labels)).toMatchObject([
    { tier: 'basic', price: '0.7' },
    { tier: 'premium', enabled: false },
    { tier: 'vip', name: 'Mine' },
  ])
  expect(changes(BEFORE, NOW)).toEqual(['Basic: “Bench” for 0.7 SOL'])
  expect(changes(BEFORE, NOW, 'ru')).toEqual(['Basic: «Bench» за 0,7 SOL'])
  expect(changes(BEFORE, [{ ...BASIC, enabled: false }, VIP])).toEqual(['Basic: not offered any more'])
})

it('reads a price as the site writes it', () => {
  for (const price of ['1,500', '1500', '1,500.000000000']) expect(priceProblem({ price })).toBeNull()
  for (const price of ['1,5', '1.500,0', '']) expect(priceProblem({ price })).toBe('unreadable')
  expect(priceProblem({ price: '0' })).toBe('tooLow')
  for (const price of ['1000000.000000001', '9,999,999', '99999999999999'])
    expect(priceProblem({ price })).toBe('tooHigh')
  expect(priceProblem({ price: '1 500,5', locale: 'ru' })).toBeNull()
})

it('is the same price when its reader changes the language', () => {
  const typed = { price: '1,234', locale: 'ru' } as const
  expect(writtenIn(typed, 'en')).toEqual({ price: '1.234', locale: 'en' })
  expect(readPrice(writtenIn(typed, 'en'))).toBe(readPrice(typed))
  expect(isSamePrice(writtenIn(typed, 'en'), typed)).toBe(true)
  expect(writtenIn({ price: '0.05' }, 'ru')).toEqual({ price: '0,05', locale: 'ru' })
  expect(writtenIn({ price: 'much' }, 'ru')).toEqual({ price: 'much', locale: 'ru' })
})
