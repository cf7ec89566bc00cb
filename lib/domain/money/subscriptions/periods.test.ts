import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountAfterCredit, MIN_PRICE_LAMPORTS, PERIOD_MS, unusedCredit } from '@/lib/money'
import { TIERS, type TierName, tierRank } from '@/lib/schema/tiers'
import { addPeriod, canBeAdded, lastOf, type Period, replay, runningAt } from './periods'

const BEGIN = Date.parse('2030-01-01T00:00:00Z')
const DAY = 86_400_000
const at = (days: number) => new Date(BEGIN + days * DAY)
const PRICES: Record<TierName, bigint> = { basic: 10_000_000n, premium: 30_000_000n, vip: 90_000_000n }

const bought = (tier: TierName, number = 1) => ({
  purchaseId: `purchase-${number}`,
  tier,
  priceLamports: PRICES[tier],
})

/** What a buyer does over time: waits and buys a tier, or lets it be where it would be a lower one. */
const purchases = fc
  .array(fc.record({ tier: fc.constantFrom(...TIERS), waitMs: fc.nat({ max: 45 * DAY }) }), { maxLength: 12 })
  .map((steps) => {
    let now = BEGIN
    let periods: Period[] = []
    const made: (ReturnType<typeof bought> & { confirmedAt: Date })[] = []
    for (const [index, { tier, waitMs }] of steps.entries()) {
      now += waitMs
      const confirmedAt = new Date(now)
      const running = runningAt(periods, confirmedAt)
      if (running !== null && tierRank(tier) < tierRank(running.tier)) continue
      periods = addPeriod(periods, bought(tier, index), confirmedAt)
      made.push({ ...bought(tier, index), confirmedAt })
    }
    return { periods, made, end: new Date(now) }
  })

describe('addPeriod', () => {
  it('begins now where nothing runs', () => {
    const [period] = addPeriod([], bought('basic'), at(0))
    expect(period).toMatchObject({ startsAt: at(0), endsAt: at(30) })
  })

  it('adds thirty days to the end of the same tier', () => {
    const periods = addPeriod(addPeriod([], bought('basic', 1), at(0)), bought('basic', 2), at(10))
    expect(periods.at(-1)).toMatchObject({ startsAt: at(30), endsAt: at(60) })
    expect(runningAt(periods, at(10))).toEqual({ tier: 'basic', currentPeriodEnd: at(60) })
  })

  it('begins now with a higher tier, and ends everything that was to run', () => {
    const basics = addPeriod(addPeriod([], bought('basic', 1), at(0)), bought('basic', 2), at(1))
    const periods = addPeriod(basics, bought('vip', 3), at(10))
    expect(periods.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
      [at(0), at(10)],
      [at(10), at(10)],
      [at(10), at(40)],
    ])
  })

  it('begins a new one in the very moment in which the last one ends', () => {
    const periods = addPeriod(addPeriod([], bought('vip', 1), at(0)), bought('basic', 2), at(30))
    expect(periods.map(({ endsAt }) => endsAt)).toEqual([at(30), at(60)])
  })

  it('never has two periods run at once, and each lasts thirty days unless an upgrade cut it', () => {
    fc.assert(
      fc.property(purchases, ({ periods }) => {
        const lasting = periods.filter(({ startsAt, endsAt }) => endsAt > startsAt)
        for (const [index, period] of lasting.entries()) {
          expect(period.endsAt.getTime() - period.startsAt.getTime()).toBeLessThanOrEqual(PERIOD_MS)
          const next = lasting[index + 1]
          if (next !== undefined)
            expect(next.startsAt.getTime()).toBeGreaterThanOrEqual(period.endsAt.getTime())
        }
        const last = lastOf(periods)
        if (last !== null) expect(last.endsAt.getTime() - last.startsAt.getTime()).toBe(PERIOD_MS)
      }),
    )
  })

  it('makes the same of the same purchases when they are counted again', () => {
    fc.assert(
      fc.property(purchases, ({ periods, made }) => {
        expect(replay(made)).toEqual(periods)
      }),
    )
  })
})

describe('the credit of an upgrade', () => {
  const upgrade = purchases.filter(({ periods, end }) => {
    const running = runningAt(periods, end)
    return running !== null && running.tier !== 'vip'
  })

  it('is whole lamports, never negative, and never more than was paid for what still runs', () => {
    fc.assert(
      fc.property(upgrade, ({ periods, end }) => {
        const credit = unusedCredit(periods, end)
        const running = periods.filter(({ endsAt }) => endsAt > end)
        expect(credit).toBeGreaterThanOrEqual(0n)
        expect(credit).toBeLessThanOrEqual(
          running.reduce((sum, { priceLamports }) => sum + priceLamports, 0n),
        )
      }),
    )
  })

  it('only falls as time passes, so that what is to pay only rises', () => {
    fc.assert(
      fc.property(upgrade, fc.nat({ max: 40 * DAY }), ({ periods, end }, laterMs) => {
        const now = unusedCredit(periods, end)
        const later = unusedCredit(periods, new Date(end.getTime() + laterMs))
        expect(later).toBeLessThanOrEqual(now)
        expect(amountAfterCredit(PRICES.vip, later)).toBeGreaterThanOrEqual(
          amountAfterCredit(PRICES.vip, now),
        )
      }),
    )
  })

  it('is spent by the upgrade: afterwards only the new period is worth anything', () => {
    fc.assert(
      fc.property(upgrade, ({ periods, end }) => {
        expect(unusedCredit(addPeriod(periods, bought('vip', 99), end), end)).toBe(PRICES.vip)
      }),
    )
  })

  it('leaves the smallest price to pay at least', () => {
    fc.assert(
      fc.property(upgrade, ({ periods, end }) => {
        const credit = unusedCredit(periods, end)
        const amount = amountAfterCredit(PRICES.vip, credit)
        expect(amount).toBe(
          PRICES.vip - credit < MIN_PRICE_LAMPORTS ? MIN_PRICE_LAMPORTS : PRICES.vip - credit,
        )
      }),
    )
  })
})

describe('canBeAdded', () => {
  const quoted = (periods: Period[], tier: TierName, quotedAt: Date) => {
    const isUpgrade = runningAt(periods, quotedAt)?.tier !== tier
    const amountLamports = isUpgrade
      ? amountAfterCredit(PRICES[tier], unusedCredit(periods, quotedAt))
      : PRICES[tier]
    return {
      tier,
      quotedAt,
      amountLamports,
      priceLamports: PRICES[tier],
      creditLamports: PRICES[tier] - amountLamports,
    }
  }
  const basic = addPeriod([], bought('basic', 1), at(0))

  it('takes what was quoted, at once and later, while nothing else is bought', () => {
    fc.assert(
      fc.property(
        purchases,
        fc.constantFrom(...TIERS),
        fc.nat({ max: 40 * DAY }),
        (history, tier, laterMs) => {
          const running = runningAt(history.periods, history.end)
          fc.pre(running === null || tierRank(tier) >= tierRank(running.tier))
          const quote = quoted(history.periods, tier, history.end)
          expect(canBeAdded(history.periods, quote, new Date(history.end.getTime() + laterMs))).toBe(true)
        },
      ),
    )
  })

  it('does not give a lower tier than runs by now', () => {
    const quote = quoted(basic, 'premium', at(1))
    expect(canBeAdded(addPeriod(basic, bought('vip', 2), at(2)), quote, at(3))).toBe(false)
  })

  it('does not credit twice', () => {
    const quote = quoted(basic, 'vip', at(1))
    expect(canBeAdded(addPeriod(basic, bought('premium', 2), at(2)), quote, at(3))).toBe(false)
    expect(canBeAdded(addPeriod(basic, bought('vip', 2), at(2)), quote, at(3))).toBe(false)
  })

  it('does not take away a renewal that was paid after the quote', () => {
    const quote = quoted(basic, 'vip', at(1))
    expect(canBeAdded(addPeriod(basic, bought('basic', 2), at(2)), quote, at(3))).toBe(false)
  })

  it('adds the same tier that another payment has begun meanwhile', () => {
    const quote = quoted([], 'basic', at(0))
    expect(canBeAdded(basic, quote, at(1))).toBe(true)
  })
})
