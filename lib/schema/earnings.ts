import * as z from 'zod'
import { SPANS } from '@/lib/calendar'
import { Instant, Lamports, SignedLamports } from './common'
import { says } from './field-issues'

/** More are not counted at once: a year of days, or 33 of months. */
export const BUCKETS_MAX = 400

/** Before and after these there is nothing to be counted. */
const [FIRST_YEAR, LAST_YEAR] = [2000, 2999]

/** A day of the calendar in that zone, or an instant. */
const When = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })])
  .refine(
    (text) => Number(text.slice(0, 4)) >= FIRST_YEAR && Number(text.slice(0, 4)) <= LAST_YEAR,
    says({ code: 'invalid_value' }, `Must be a time between ${FIRST_YEAR} and ${LAST_YEAR}`),
  )

export const ZoneName = z.string().refine(isZone, says({ code: 'unknown' }, 'There is no such time zone'))

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Query of `GET /api/me/earnings`. */
export const EarningsQuery = z.object({
  from: When.optional(),
  to: When.optional(),
  by: z.enum(SPANS).default('day'),
  tz: ZoneName.default('UTC'),
})
export type EarningsQuery = z.infer<typeof EarningsQuery>

/** What a creator has got in a day, a week or a month, and what they have paid back. */
export const Earned = z.object({
  /** When it begins. */
  at: Instant,
  posts: Lamports,
  subscriptions: Lamports,
  tips: Lamports,
  /** Of conversations, once there are any. */
  messages: Lamports,
  /** Paid back; it is taken from the total. */
  refunds: Lamports,
  /** Negative where more was paid back than came in. */
  totalLamports: SignedLamports,
})
export type Earned = z.infer<typeof Earned>

/** Answer of `GET /api/me/earnings`, the oldest first. */
export const Earnings = z.array(Earned)
