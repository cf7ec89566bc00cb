/** One SOL is 1e9 lamports: https://solana.com/docs/terminology#lamport */
export const LAMPORTS_PER_SOL = 1_000_000_000n
const SOL_DECIMALS = 9

/** The smallest price of anything, 0.001 SOL. */
export const MIN_PRICE_LAMPORTS = 1_000_000n
/** The largest, 1,000,000 SOL: still exact as a JSON number. */
export const MAX_PRICE_LAMPORTS = 1_000_000n * LAMPORTS_PER_SOL

/** What the network takes for a signature, and a payment has one: https://solana.com/docs/core/fees. */
export const SIGNATURE_FEE_LAMPORTS = 5_000n

/** A subscription period, 30 days. */
export const PERIOD_MS = 30 * 24 * 60 * 60 * 1000

const PLATFORM_PERCENT = 10n
const PLATFORM_PERCENT_WITH_REFERRER = 5n
export const REFERRER_PERCENT = 5n

/** What a creator keeps of a sale, whoever brought them, as people are told. */
export const CREATOR_PERCENT = Number(100n - PLATFORM_PERCENT)

export interface Shares {
  creator: bigint
  platform: bigint
  referrer: bigint
}

/**
 * Splits the amount of a post or a subscription: 90 / 10, or 90 / 5 / 5 where somebody referred the creator.
 * Platform and referrer round down, the creator has the rest; the shares add up to the amount exactly.
 */
export function splitSale(amount: bigint, hasReferrer: boolean): Shares {
  const platform = (amount * (hasReferrer ? PLATFORM_PERCENT_WITH_REFERRER : PLATFORM_PERCENT)) / 100n
  const referrer = hasReferrer ? (amount * REFERRER_PERCENT) / 100n : 0n
  return { creator: amount - platform - referrer, platform, referrer }
}

export interface PaidPeriod {
  /** The price of the period, in lamports. */
  priceLamports: bigint
  startsAt: Date
  endsAt: Date
}

/** What the unused part of the paid periods is worth: price × time left ÷ 30 days for each, rounded down. */
export function unusedCredit(periods: readonly PaidPeriod[], now: Date): bigint {
  let credit = 0n
  for (const period of periods) {
    const from = Math.max(period.startsAt.getTime(), now.getTime())
    const leftMs = period.endsAt.getTime() - from
    if (leftMs > 0) credit += (period.priceLamports * BigInt(leftMs)) / BigInt(PERIOD_MS)
  }
  return credit
}

/** What an upgrade costs: the price less the credit, but never under the smallest price. */
export function amountAfterCredit(price: bigint, credit: bigint): bigint {
  const rest = price - credit
  return rest < MIN_PRICE_LAMPORTS ? MIN_PRICE_LAMPORTS : rest
}

/** `1234500000n` → `"1.2345"`: SOL, without trailing zeros, grouped by `,`. */
export function formatSol(lamports: bigint): string {
  const sign = lamports < 0n ? '-' : ''
  const absolute = lamports < 0n ? -lamports : lamports
  const whole = (absolute / LAMPORTS_PER_SOL).toString().replace(/\B(?=(\d{3})+$)/g, ',')
  const fraction = (absolute % LAMPORTS_PER_SOL).toString().padStart(SOL_DECIMALS, '0').replace(/0+$/, '')
  return `${sign}${whole}${fraction ? `.${fraction}` : ''}`
}

/** The signs of a language. */
interface Notation {
  decimal: '.' | ','
  /** What is an amount in it: whole SOL, and what stands behind the sign. */
  forms: readonly RegExp[]
}

const NOTATIONS = {
  en: {
    decimal: '.',
    forms: [
      // As it is typed, `1234.5` or `.5`, and as this site writes it, `1,234.5`.
      /^(\d{1,7})?(?:\.(\d{1,9}))?$/,
      /^([1-9]\d{0,2}(?:,\d{3}){1,2})(?:\.(\d{1,9}))?$/,
      // A comma before the places, where it cannot be meant for thousands.
      /^(0)?,(\d{1,9})$/,
    ],
  },
  ru: {
    decimal: ',',
    forms: [
      // `1234,5` or `,5`, and `1 234,5` with any of the blanks that keep figures together.
      /^(\d{1,7})?(?:,(\d{1,9}))?$/,
      /^([1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3}){1,2})(?:[.,](\d{1,9}))?$/,
      // A point, where it cannot be meant for thousands.
      /^(?![1-9]\d{0,2}\.\d{3}$)(\d{1,7})?\.(\d{1,9})$/,
    ],
  },
} as const satisfies Record<string, Notation>

/** A language in whose signs amounts are typed. */
export type AmountLocale = keyof typeof NOTATIONS

/**
 * `"0.05"` → `50000000n`, as it is written in a language. Null when it is not a positive decimal with at most nine places,
 * or could be meant in two ways: nobody pays what they have not meant. Never through a float.
 */
export function parseSol(text: string, locale: AmountLocale = 'en'): bigint | null {
  const typed = text.trim()
  const match = NOTATIONS[locale].forms.map((form) => form.exec(typed)).find((found) => found !== null)
  if (!match || (match[1] === undefined && match[2] === undefined)) return null
  const whole = BigInt((match[1] ?? '0').replace(/\D/g, ''))
  const fraction = BigInt((match[2] ?? '').padEnd(SOL_DECIMALS, '0'))
  return whole * LAMPORTS_PER_SOL + fraction
}

/** As somebody would type it, for `parseSol` to read back: `1234.5`, and `1234,5` in Russian. */
export function typeSol(lamports: bigint, locale: AmountLocale = 'en'): string {
  return formatSol(lamports).replaceAll(',', '').replace('.', NOTATIONS[locale].decimal)
}
