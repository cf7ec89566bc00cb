import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tierRank } from '@/lib/schema/tier-order'
import { TIERS } from '@/lib/schema/tiers'
import { decideAccess, type Holdings, type PostConditions } from './access'

const UNTIL = new Date('2030-01-01')
const nobody: Holdings = { userId: null, tier: null, tierUntil: null, purchased: false }
const reader: Holdings = { ...nobody, userId: 'reader' }
const post = (conditions: Partial<PostConditions> = {}): PostConditions => ({
  authorId: 'author',
  minTier: null,
  priceLamports: null,
  ...conditions,
})

const tier = fc.constantFrom(null, ...TIERS)
const anyPost = fc.record({
  authorId: fc.constant('author'),
  minTier: tier,
  priceLamports: fc.constantFrom(null, 1_000_000n),
})
const anyHoldings = fc.record({
  userId: fc.constantFrom(null, 'reader', 'author'),
  tier,
  tierUntil: fc.constant(UNTIL),
  purchased: fc.boolean(),
})

describe('decideAccess', () => {
  it('says what unlocks, and until when', () => {
    expect(decideAccess(post(), nobody)).toEqual({ unlockedBy: 'open', until: null })
    expect(decideAccess(post({ minTier: 'vip' }), { ...reader, userId: 'author' }).unlockedBy).toBe('author')
    expect(decideAccess(post({ minTier: 'basic' }), { ...reader, tier: 'vip', tierUntil: UNTIL })).toEqual({
      unlockedBy: 'tier',
      until: UNTIL,
    })
    expect(decideAccess(post({ priceLamports: 1n }), { ...reader, purchased: true })).toEqual({
      unlockedBy: 'purchase',
      until: null,
    })
    // Both: what does not end is what counts.
    const both = post({ minTier: 'basic', priceLamports: 1n })
    const has = { ...reader, tier: 'basic', tierUntil: UNTIL, purchased: true } as const
    expect(decideAccess(both, has)).toEqual({ unlockedBy: 'purchase', until: null })
  })

  it('unlocks for exactly those whom the rule names', () => {
    fc.assert(
      fc.property(anyPost, anyHoldings, (conditions, holdings) => {
        const { minTier, priceLamports } = conditions
        const expected =
          holdings.userId === 'author' ||
          (minTier === null && priceLamports === null) ||
          holdings.purchased ||
          (minTier !== null && holdings.tier !== null && tierRank(holdings.tier) >= tierRank(minTier))
        expect(decideAccess(conditions, holdings).unlockedBy !== null).toBe(expected)
      }),
    )
  })
})
