import { isAddress } from '@solana/kit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newKeypair } from '@/lib/ledger/keypair'
import { Id, InstantAsked, Lamports, line, PriceLamports, text, Wallet } from './common'
import { decodeJson, encodeJson } from './json'

const accepts = (schema: { safeParse(input: unknown): { success: boolean } }, input: unknown) =>
  schema.safeParse(input).success

describe('Wallet', () => {
  it('is every address of a key, and the ones with leading zeros', () => {
    for (let time = 0; time < 50; time += 1) expect(accepts(Wallet, newKeypair().address)).toBe(true)
    expect(accepts(Wallet, '1'.repeat(32))).toBe(true)
    expect(accepts(Wallet, 'ComputeBudget111111111111111111111111111111')).toBe(true)
  })

  it.each([
    '',
    '1'.repeat(31),
    '1'.repeat(33),
    'z'.repeat(44),
    `0${'1'.repeat(31)}`,
    ' '.repeat(32),
    'l'.repeat(44),
  ])('is not %j', (input) => {
    expect(accepts(Wallet, input)).toBe(false)
  })
})

it('agrees with the address decoder of Solana’s own library', () => {
  const base58 = fc.stringMatching(/^1{0,3}[1-9A-HJ-NP-Za-km-z]{28,45}$/)
  fc.assert(
    fc.property(base58, (input) => {
      expect(accepts(Wallet, input)).toBe(isAddress(input))
    }),
    { numRuns: 500 },
  )
})

it.each([
  ['2030-01-31T23:30:00Z', '2030-01-31T23:30:00.000Z'],
  ['2030-01-31T23:30:00.5-02:30', '2030-02-01T02:00:00.500Z'],
  ['2030-01-01T03:00:00+05:00', '2029-12-31T22:00:00.000Z'],
  ['9999-12-31T23:30:00-01:00', null],
  ['0000-01-01T00:30:00+01:00', null],
  ['2030-01-31T23:30:00', null],
  ['2030-01-31', null],
])('an instant of any zone is one in UTC: %s', (written, instant) => {
  expect(InstantAsked.safeParse(written).data ?? null).toBe(instant)
})

describe('Lamports', () => {
  it('come from JSON as integers and go back as the same', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (lamports) => {
        const sent = encodeJson({ priceLamports: lamports, nested: [{ lamports }], count: 7 })
        expect(sent).toContain(`"priceLamports":${lamports}`)
        expect(decodeJson(sent)).toEqual({ priceLamports: lamports, nested: [{ lamports }], count: 7 })
        expect(Lamports.parse(Number(lamports))).toBe(lamports)
      }),
    )
  })

  it.each([-1, 0.5, Number.NaN, 2 ** 53, '1', null, true])('are not %s', (input) => {
    expect(accepts(Lamports, input)).toBe(false)
  })

  it('as a price are from 0.001 to 1,000,000 SOL', () => {
    for (const [price, isOne] of [
      [999_999, false],
      [1_000_000, true],
      [1e15, true],
      [1e15 + 1, false],
    ] as const) {
      expect(accepts(PriceLamports, price), String(price)).toBe(isOne)
    }
  })
})

describe('text', () => {
  it('of one line holds no control character at all, of several only tabs and line breaks', () => {
    for (let code = 0; code < 0x20; code += 1) {
      const input = `a${String.fromCharCode(code)}b`
      expect(accepts(line(10), input), String(code)).toBe(false)
      expect(accepts(text(10), input), String(code)).toBe([0x09, 0x0a, 0x0d].includes(code))
    }
    expect(accepts(line(10), 'a\u0085b')).toBe(false)
  })

  it('is counted after its ends were trimmed', () => {
    expect(line(3).parse('  abc  ')).toBe('abc')
    expect(accepts(line(3), 'abcd')).toBe(false)
    expect(accepts(line(3), '   ')).toBe(false)
    expect(text(3).parse('   ')).toBe('')
    expect(accepts(text(3, 1), ' \n ')).toBe(false)
  })
})

it('an id is a UUID, in small letters whichever it came in', () => {
  expect(Id.parse('01A2092A-BD12-7000-ACDA-80F73A3BD7C0')).toBe('01a2092a-bd12-7000-acda-80f73a3bd7c0')
  for (const input of [
    '',
    '1',
    '01a2092abd127000acda80f73a3bd7c0',
    "01a2092a-bd12-7000-acda-80f73a3bd7c0'",
  ]) {
    expect(accepts(Id, input), input).toBe(false)
  }
})
