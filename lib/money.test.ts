import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LOCALES } from '@/lib/schema/locales'
import { formatsIn } from '@/lib/words/formats'
import {
  amountAfterCredit,
  formatSol,
  MAX_PRICE_LAMPORTS,
  MIN_PRICE_LAMPORTS,
  PERIOD_MS,
  parseSol,
  splitSale,
  typeSol,
  unusedCredit,
} from './money'

const price = fc.bigInt({ min: MIN_PRICE_LAMPORTS, max: MAX_PRICE_LAMPORTS })

describe('splitSale', () => {
  it('is 90 / 10, or 90 / 5 / 5 with a referrer', () => {
    expect(splitSale(1_000_000n, false)).toEqual({ creator: 900_000n, platform: 100_000n, referrer: 0n })
    expect(splitSale(1_000_000n, true)).toEqual({ creator: 900_000n, platform: 50_000n, referrer: 50_000n })
    expect(splitSale(1_000_019n, true)).toEqual({ creator: 900_019n, platform: 50_000n, referrer: 50_000n })
    expect(splitSale(1_000_009n, false)).toEqual({ creator: 900_009n, platform: 100_000n, referrer: 0n })
  })

  it('adds up to the price exactly, whatever it is', () => {
    fc.assert(
      fc.property(price, fc.boolean(), (amount, hasReferrer) => {
        const { creator, platform, referrer } = splitSale(amount, hasReferrer)
        expect(creator + platform + referrer).toBe(amount)
      }),
    )
  })

  it('rounds down for platform and referrer, by less than a lamport each, and never against the creator', () => {
    fc.assert(
      fc.property(price, (amount) => {
        const { creator, platform, referrer } = splitSale(amount, true)
        expect(platform).toBe(referrer)
        expect(platform * 20n).toBeLessThanOrEqual(amount)
        expect((platform + 1n) * 20n).toBeGreaterThan(amount)
        expect(creator * 10n).toBeGreaterThanOrEqual(amount * 9n)
      }),
    )
  })

  it('gives nobody less of a higher price, but for a lamport where both others round up at once', () => {
    expect(splitSale(1_000_019n, true).creator).toBe(900_019n)
    expect(splitSale(1_000_020n, true).creator).toBe(900_018n)
    fc.assert(
      fc.property(price, price, fc.boolean(), (one, other, hasReferrer) => {
        const [lower, higher] = one < other ? [one, other] : [other, one]
        const [less, more] = [splitSale(lower, hasReferrer), splitSale(higher, hasReferrer)]
        expect(more.creator + (hasReferrer ? 1n : 0n)).toBeGreaterThanOrEqual(less.creator)
        expect(more.platform).toBeGreaterThanOrEqual(less.platform)
        expect(more.referrer).toBeGreaterThanOrEqual(less.referrer)
      }),
    )
  })

  it('gives everybody something of the lowest price', () => {
    expect(Object.values(splitSale(MIN_PRICE_LAMPORTS, true)).every((share) => share > 0n)).toBe(true)
    expect(splitSale(MIN_PRICE_LAMPORTS, false)).toMatchObject({ referrer: 0n })
  })
})

describe('unusedCredit', () => {
  const now = new Date('2030-01-01T00:00:00Z')
  const at = (days: number) => new Date(now.getTime() + days * 86_400_000)

  it('is the price times the time that is left, by thirty days, rounded down', () => {
    const period = (from: number, to: number, priceLamports = 10_000_000n) => ({
      priceLamports,
      startsAt: at(from),
      endsAt: at(to),
    })
    expect(unusedCredit([], now)).toBe(0n)
    expect(unusedCredit([period(0, 30)], now)).toBe(10_000_000n)
    expect(unusedCredit([period(-10, 20)], now)).toBe(6_666_666n)
    expect(unusedCredit([period(-30, 0)], now)).toBe(0n)
    expect(unusedCredit([period(-40, -10)], now)).toBe(0n)
    expect(unusedCredit([period(-15, 15), period(15, 45, 20_000_000n)], now)).toBe(25_000_000n)
    // Cut by an upgrade: nothing is left of it.
    expect(unusedCredit([period(0, 0)], now)).toBe(0n)
  })

  it('is never more than was paid, and never grows while time goes by', () => {
    const moment = fc.integer({ min: -2 * PERIOD_MS, max: 2 * PERIOD_MS })
    fc.assert(
      fc.property(price, moment, moment, fc.nat(PERIOD_MS), (priceLamports, start, look, later) => {
        const startsAt = new Date(now.getTime() + start)
        const period = { priceLamports, startsAt, endsAt: new Date(startsAt.getTime() + PERIOD_MS) }
        const credit = unusedCredit([period], new Date(now.getTime() + look))
        expect(credit).toBeGreaterThanOrEqual(0n)
        expect(credit).toBeLessThanOrEqual(priceLamports)
        expect(unusedCredit([period], new Date(now.getTime() + look + later))).toBeLessThanOrEqual(credit)
      }),
    )
  })
})

describe('amountAfterCredit', () => {
  it('takes the credit off, but never goes under the smallest price', () => {
    fc.assert(
      fc.property(price, price, (full, credit) => {
        const amount = amountAfterCredit(full, credit)
        expect(amount).toBeGreaterThanOrEqual(MIN_PRICE_LAMPORTS)
        expect(amount).toBeLessThanOrEqual(full)
        if (full - credit >= MIN_PRICE_LAMPORTS) expect(amount).toBe(full - credit)
        else expect(amount).toBe(MIN_PRICE_LAMPORTS)
      }),
    )
  })

  it('never falls with a higher price, nor rises with a higher credit', () => {
    const more = fc.bigInt({ min: 0n, max: MAX_PRICE_LAMPORTS })
    fc.assert(
      fc.property(price, price, more, (full, credit, extra) => {
        const amount = amountAfterCredit(full, credit)
        expect(amountAfterCredit(full + extra, credit)).toBeGreaterThanOrEqual(amount)
        expect(amountAfterCredit(full, credit + extra)).toBeLessThanOrEqual(amount)
      }),
    )
  })
})

describe('SOL in words', () => {
  it.each([
    [0n, '0'],
    [1n, '0.000000001'],
    [50_000_000n, '0.05'],
    [1_000_000_000n, '1'],
    [1_234_500_000_000n, '1,234.5'],
    [1_000_000_000_000_000n, '1,000,000'],
    [-1_500_000_000n, '-1.5'],
  ])('%s lamports are written %s', (lamports, text) => {
    expect(formatSol(lamports)).toBe(text)
  })

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX_PRICE_LAMPORTS }), (lamports) => {
        expect(parseSol(formatSol(lamports))).toBe(lamports)
        for (const locale of LOCALES) {
          expect(parseSol(typeSol(lamports, locale), locale)).toBe(lamports)
          expect(parseSol(formatsIn(locale, 'UTC').sol(lamports), locale)).toBe(lamports)
        }
      }),
    )
  })

  it.each([
    ['0.05', 50_000_000n],
    ['0,05', 50_000_000n],
    [' 2 ', 2_000_000_000n],
    ['.5', 500_000_000n],
    [',5', 500_000_000n],
    ['0,005', 5_000_000n],
    ['1,000', 1_000_000_000_000n],
    ['1,000.5', 1_000_500_000_000n],
    ['1,000,000', MAX_PRICE_LAMPORTS],
    ['0.1', 100_000_000n],
    ['0.000000001', 1n],
    ['1000000', MAX_PRICE_LAMPORTS],
  ])('%j is read as %s lamports', (text, lamports) => {
    expect(parseSol(text)).toBe(lamports)
  })

  it.each([
    '',
    ' ',
    '-1',
    '+1',
    '1e3',
    'x',
    '1.2.3',
    '0.0000000001',
    '1 000',
    '0x10',
    'NaN',
    '12345678',
    '1,5',
    '1,50',
    '1,0000',
    '10,00',
    '1000,5',
    '1,000,5',
    '0,000.5',
    '01,000',
    '1.000,5',
    '1.000.000',
    '1,000,000,000',
    ',',
    '.',
    '１',
    '٠٫٥',
  ])('%j is no amount', (text) => {
    expect(parseSol(text)).toBeNull()
  })

  it('is typed in the signs of a language', () => {
    expect(typeSol(1_234_500_000_000n)).toBe('1234.5')
    expect(typeSol(1_234_500_000_000n, 'ru')).toBe('1234,5')
    expect(typeSol(1_000_000_000_000n, 'ru')).toBe('1000')
  })

  it.each([
    ['1 234,5', 1_234_500_000_000n],
    ['1\u00a0234,5', 1_234_500_000_000n],
    ['1\u202f234,5', 1_234_500_000_000n],
    ['1 234.5', 1_234_500_000_000n],
    ['1 000 000', MAX_PRICE_LAMPORTS],
    ['1234,5', 1_234_500_000_000n],
    ['0,05', 50_000_000n],
    ['0.05', 50_000_000n],
    [',5', 500_000_000n],
    ['.5', 500_000_000n],
    ['1,5', 1_500_000_000n],
    ['1.5', 1_500_000_000n],
    ['1,234', 1_234_000_000n],
    ['0.005', 5_000_000n],
    ['1234.567', 1_234_567_000_000n],
    [' 2 ', 2_000_000_000n],
    ['0,000000001', 1n],
  ])('%j is read as %s lamports in Russian', (text, lamports) => {
    expect(parseSol(text, 'ru')).toBe(lamports)
  })

  it.each([
    '',
    '-1',
    '1.000',
    '12.345',
    '1,000,000',
    '1.000.000',
    '1,234.5',
    '1.234,5',
    '1 00',
    '0 500',
    '1 0000',
    '1\n000',
    '1 000 000 000',
    '0,0000000001',
    '12345678',
    'x',
    ',',
    '.',
  ])('%j is no amount in Russian', (text) => {
    expect(parseSol(text, 'ru')).toBeNull()
  })

  it('never takes anything for an amount but digits and their separators', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (parseSol(text) !== null) expect(text.trim()).toMatch(/^[\d,]*\.?\d*$/)
      }),
    )
  })
})
