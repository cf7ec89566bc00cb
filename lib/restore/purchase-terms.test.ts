import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import type { ConfirmedPeriod } from '@/lib/domain/money/subscriptions/periods'
import { MIN_PRICE_LAMPORTS, PERIOD_MS } from '@/lib/money'
import { impliedTerms, listedTerms, openedAt } from './purchase-terms'

const MINUTE = 60_000
const START = new Date('2026-01-01T00:00:00Z')
const afterStart = (ms: number) => new Date(START.getTime() + ms)

/** A month of basic for 30,000,000 lamports, from the start on. */
const basic: ConfirmedPeriod = {
  purchaseId: newId(),
  tier: 'basic',
  priceLamports: 30_000_000n,
  confirmedAt: START,
  refundedAt: null,
  startsAt: START,
  endsAt: afterStart(PERIOD_MS),
}
const HALF = afterStart(PERIOD_MS / 2)
const PREMIUM = 100_000_000n

describe('when a purchase was opened', () => {
  it('is said by its id', () => {
    expect(openedAt(newId(START), afterStart(9 * MINUTE))).toEqual(START)
  })

  it.each([
    ['before the payment by more than a purchase is open', afterStart(13 * MINUTE)],
    ['after the payment', afterStart(-1)],
  ])('is the moment of the payment where the id says: %s', (_, executedAt) => {
    expect(openedAt(newId(START), executedAt)).toBe(executedAt)
  })
})

describe('what a subscription cost before the credit', () => {
  it('is the amount where nothing ran, or the same tier', () => {
    const offer = { amountLamports: 30_000_000n, openedAt: HALF }
    const plain = { priceLamports: 30_000_000n, creditLamports: 0n }
    expect(impliedTerms([], { ...offer, tier: 'premium' })).toEqual(plain)
    expect(impliedTerms([basic], { ...offer, tier: 'basic' })).toEqual(plain)
  })

  it('is the amount and what was unused of what ran, for an upgrade', () => {
    const offer = { tier: 'premium', amountLamports: PREMIUM - 15_000_000n, openedAt: HALF } as const
    expect(impliedTerms([basic], offer)).toEqual({ priceLamports: PREMIUM, creditLamports: 15_000_000n })
  })

  it('does not count what was bought after it was opened', () => {
    const offer = { tier: 'premium', amountLamports: PREMIUM, openedAt: afterStart(-1) } as const
    expect(impliedTerms([basic], offer)).toEqual({ priceLamports: PREMIUM, creditLamports: 0n })
  })
})

describe('the price that the tier has in the export', () => {
  // Quoted two minutes before the purchase was opened: the credit was a little larger.
  const credit = (basic.priceLamports * BigInt(PERIOD_MS / 2 + 2 * MINUTE)) / BigInt(PERIOD_MS)
  const offer = { tier: 'premium', amountLamports: PREMIUM - credit, openedAt: HALF } as const

  it('is taken where it explains the amount', () => {
    expect(listedTerms([basic], offer, PREMIUM)).toEqual({ priceLamports: PREMIUM, creditLamports: credit })
  })

  it('is taken where the credit was worth more than the price', () => {
    const least = { ...offer, amountLamports: MIN_PRICE_LAMPORTS }
    expect(listedTerms([basic], least, 12_000_000n)).toEqual({
      priceLamports: 12_000_000n,
      creditLamports: 11_000_000n,
    })
  })

  it.each([
    ['another one', PREMIUM + 1_000_000n],
    ['a lower one', PREMIUM - 1_000_000n],
    ['less than was paid', 1_000_000n],
    ['none any more', undefined],
  ])('is not taken where it is %s by now', (_, price) => {
    expect(listedTerms([basic], offer, price)).toBe(null)
  })
})
