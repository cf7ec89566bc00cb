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
    const made: (ReturnType<typeof bought> & { confirmedAt: Date; refundedAt: null })[] = []
    for (const [index, { tier, waitMs }] of steps.entries()) {
      now += waitMs
      const confirmedAt = new Date(now)
      const running = runningAt(periods, confirmedAt)
      if (running !== null && tierRank(tier) < tierRank(running.tier)) continue
      periods = addPeriod(periods, bought(tier, index), confirmedAt)
      made.push({ ...bought(tier, index), confirmedAt, refundedAt: null })
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

describe('replay, of what was paid back', () => {
  const once = (tier: TierName, number: number, day: number, paidBack: number | null = null) => ({
    ...bought(tier, number),
    confirmedAt: at(day),
    refundedAt: paidBack === null ? null : at(paidBack),
  })
  const spans = (periods: Period[]) =>
    periods.map(({ startsAt, endsAt }) =>
      [startsAt, endsAt].map((moment) => (moment.getTime() - BEGIN) / DAY),
    )

  it('ends it at its moment, and what stands behind it begins so much earlier', () => {
    const row = [once('basic', 1, 0, 20), once('basic', 2, 10), once('basic', 3, 15)]
    expect(spans(replay(row))).toEqual([
      [0, 20],
      [20, 50],
      [50, 80],
    ])
  })

  it('takes away what has not begun, and nothing of what is over', () => {
    expect(spans(replay([once('basic', 1, 0), once('basic', 2, 1, 5), once('basic', 3, 2)]))).toEqual([
      [0, 30],
      [30, 30],
      [30, 60],
    ])
    expect(spans(replay([once('basic', 1, 0, 40), once('basic', 2, 10)]))).toEqual([
      [0, 30],
      [30, 60],
    ])
  })

  it('gives back what an upgrade had cut, unless another runs or it was paid back too', () => {
    const upgraded = (basicBack: number | null, more: ReturnType<typeof once>[] = []) =>
      spans(replay([once('basic', 1, 0, basicBack), once('vip', 2, 10, 15), ...more]))
    expect(upgraded(null)).toEqual([
      [0, 30],
      [10, 15],
    ])
    expect(upgraded(12)).toEqual([
      [0, 10],
      [10, 15],
    ])
    expect(upgraded(null, [once('vip', 3, 12)])).toEqual([
      [0, 10],
      [10, 15],
      [15, 45],
    ])
  })

  it('leaves each other period as long as it was, and never more time than was paid for', () => {
    fc.assert(
      fc.property(purchases, fc.nat(), fc.nat({ max: 40 * DAY }), ({ made, end }, pick, waitMs) => {
        fc.pre(made.length > 0)
        const chosen = pick % made.length
        const refundedAt = new Date(end.getTime() + waitMs)
        const [before, after] = [
          replay(made),
          replay(made.map((one, index) => (index === chosen ? { ...one, refundedAt } : one))),
        ]
        const left = (periods: Period[]) =>
          Math.max(0, (lastOf(periods)?.endsAt.getTime() ?? 0) - refundedAt.getTime())
        // Without it, what an upgrade had replaced might have run for longer.
        const never = replay(made.filter((_, index) => index !== chosen))
        expect(left(after)).toBeLessThanOrEqual(Math.max(left(before), left(never)))
        for (const [index, { startsAt, endsAt }] of after.entries()) {
          expect(endsAt.getTime()).toBeGreaterThanOrEqual(startsAt.getTime())
          const was = before[index]
          const isOther = index !== chosen && was !== undefined
          // What the upgrade had cut has its own time again, at most.
          if (isOther)
            expect(endsAt.getTime() - startsAt.getTime()).toBeGreaterThanOrEqual(
              was.endsAt.getTime() - was.startsAt.getTime(),
            )
          expect(endsAt.getTime() - startsAt.getTime()).toBeLessThanOrEqual(PERIOD_MS)
        }
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
