import { LAMPORTS_PER_SOL } from '@/lib/money'
import type { Locale } from '@/lib/schema/locales'

const SOL_DECIMALS = 9

/** Amounts, counts and times as a language writes them. `zone`: an IANA name. */
export interface Formats {
  /** `1234500000n` → `1,234.5` and `1 234,5`: SOL, exact. */
  sol(lamports: bigint): string
  /** The same with the unit. */
  inSol(lamports: bigint): string
  /** `50,000,000`: a whole number, exact. */
  whole(count: bigint): string
  /** `12345` → `12.3K`: for counts. */
  count(count: number): string
  /** `1.25`, and `1,25`: of a few places. */
  decimal(number: number): string
  /** `0.125` → `13%`, and what is next to nothing `0.4%`. */
  share(ratio: number): string
  /** `November 23, 2026`. */
  day(time: string | number): string
  /** `Nov 23`. */
  shortDay(time: string | number): string
  /** `Nov 23, 2026`. */
  mediumDay(time: string | number): string
  /** `November 2026`. */
  month(time: string | number): string
  /** `Nov`. */
  shortMonth(time: string | number): string
  /** `November 23, 2026 at 22:26:43 UTC`: to the second, with the zone. */
  moment(time: string | number): string
  /** `November 23 at 22:26 UTC`: what is soon. */
  soon(time: string | number): string
}

const made = new Map<string, Formats>()

export function formatsIn(locale: Locale, zone: string): Formats {
  const key = `${locale} ${zone}`
  const found = made.get(key)
  if (found) return found
  const formats = makeFormats(locale, zone)
  made.set(key, formats)
  return formats
}

function makeFormats(locale: Locale, timeZone: string): Formats {
  const numbers = (options: Intl.NumberFormatOptions) => lazily(() => new Intl.NumberFormat(locale, options))
  const amounts = numbers({ maximumFractionDigits: SOL_DECIMALS })
  const compact = numbers({ notation: 'compact', maximumFractionDigits: 1 })
  const shares = numbers({ style: 'percent', maximumSignificantDigits: 2 })
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = lazily(() => new Intl.DateTimeFormat(locale, { ...options, timeZone }))
    return (time: string | number) => format().format(new Date(time))
  }
  const sol = (lamports: bigint) => amounts().format(decimalOf(lamports))
  return {
    sol,
    inSol: (lamports) => `${sol(lamports)} SOL`,
    whole: (count) => amounts().format(count),
    count: (count) => compact().format(count),
    decimal: (number) => amounts().format(number),
    share: (ratio) => shares().format(ratio),
    day: dates({ dateStyle: 'long' }),
    shortDay: dates({ day: 'numeric', month: 'short' }),
    mediumDay: dates({ dateStyle: 'medium' }),
    month: dates({ month: 'long', year: 'numeric' }),
    shortMonth: dates({ month: 'short' }),
    moment: dates({
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    }),
    soon: dates({
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    }),
  }
}

/** Making a format takes longer than all that a page says with it, and no page needs them all. */
function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** A decimal that `Intl` takes to the last place: https://tc39.es/ecma402/#sec-tointlmathematicalvalue. */
function decimalOf(lamports: bigint): Intl.StringNumericLiteral {
  const absolute = lamports < 0n ? -lamports : lamports
  const fraction = (absolute % LAMPORTS_PER_SOL).toString().padStart(SOL_DECIMALS, '0')
  return `${lamports < 0n ? '-' : ''}${absolute / LAMPORTS_PER_SOL}.${fraction}` as Intl.StringNumericLiteral
}
