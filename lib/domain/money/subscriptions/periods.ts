import { and, asc, eq } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { purchases } from '@/lib/db/tables/purchases'
import { amountAfterCredit, type PaidPeriod, PERIOD_MS, unusedCredit } from '@/lib/money'
import { type TierName, tierRank } from '@/lib/schema/tiers'

/** What one purchase of a subscription has paid for. */
export interface Period extends PaidPeriod {
  purchaseId: string
  tier: TierName
}

export interface BoughtPeriod {
  purchaseId: string
  tier: TierName
  priceLamports: bigint
}

export interface Running {
  tier: TierName
  currentPeriodEnd: Date
}

interface Pair {
  buyerId: string
  creatorId: string
}

export interface ConfirmedPeriod extends Period {
  confirmedAt: Date
}

/** Everything that a buyer has paid for at a creator, in the order in which it was confirmed. */
export async function readPeriods(reader: Reader, { buyerId, creatorId }: Pair): Promise<ConfirmedPeriod[]> {
  const rows = await reader
    .select({
      purchaseId: purchases.id,
      tier: purchases.tier,
      priceLamports: purchases.priceLamports,
      confirmedAt: purchases.confirmedAt,
      startsAt: purchases.periodStart,
      endsAt: purchases.periodEnd,
    })
    .from(purchases)
    .where(
      and(
        eq(purchases.buyerId, buyerId),
        eq(purchases.creatorId, creatorId),
        eq(purchases.kind, 'subscription'),
        eq(purchases.status, 'confirmed'),
      ),
    )
    .orderBy(asc(purchases.confirmedAt), asc(purchases.id))
  // The one that is being given has no period yet.
  return rows.flatMap(({ tier, confirmedAt, startsAt, endsAt, ...rest }) =>
    tier !== null && confirmedAt !== null && startsAt !== null && endsAt !== null
      ? [{ ...rest, tier, confirmedAt, startsAt, endsAt }]
      : [],
  )
}

/** What runs at a moment. Periods that run at the same time follow on each other and have one tier. */
export function runningAt(periods: readonly Period[], at: Date): Running | null {
  const last = lastOf(periods)
  return last !== null && last.endsAt > at ? { tier: last.tier, currentPeriodEnd: last.endsAt } : null
}

/** The newest period, running or over. */
export function lastOf(periods: readonly Period[]): Period | null {
  return periods.reduce<Period | null>(
    (last, period) => (last === null || period.endsAt >= last.endsAt ? period : last),
    null,
  )
}

/** The same tier is added at the end of what runs. Another one begins now and ends what runs, which was credited. */
export function addPeriod(periods: readonly Period[], bought: BoughtPeriod, at: Date): Period[] {
  const running = runningAt(periods, at)
  const extendsRunning = running?.tier === bought.tier
  const startsAt = extendsRunning ? running.currentPeriodEnd : at
  const before = extendsRunning ? periods : periods.map((period) => cut(period, at))
  return [...before, { ...bought, startsAt, endsAt: new Date(startsAt.getTime() + PERIOD_MS) }]
}

function cut(period: Period, at: Date): Period {
  if (period.endsAt <= at) return period
  return { ...period, startsAt: period.startsAt < at ? period.startsAt : at, endsAt: at }
}

/** The periods that a row of purchases makes, each confirmed at its moment, the oldest first. */
export function replay(purchases: readonly (BoughtPeriod & { confirmedAt: Date })[]): Period[] {
  return purchases.reduce<Period[]>(
    (periods, { confirmedAt, ...bought }) => addPeriod(periods, bought, confirmedAt),
    [],
  )
}

export interface QuotedSubscription {
  tier: TierName
  priceLamports: bigint
  creditLamports: bigint
  amountLamports: bigint
  quotedAt: Date
}

/**
 * Whether what was paid for can still be given on the terms it was quoted on. Not when a higher tier runs by now, and
 * not when the credit no longer is what the running periods were worth: it was used already, or more was bought.
 */
export function canBeAdded(periods: readonly Period[], quoted: QuotedSubscription, at: Date): boolean {
  const running = runningAt(periods, at)
  if (running !== null) {
    if (tierRank(quoted.tier) < tierRank(running.tier)) return false
    if (quoted.tier === running.tier) return quoted.creditLamports === 0n
  }
  const credited = periods.filter((period) => period.tier !== quoted.tier)
  return (
    amountAfterCredit(quoted.priceLamports, unusedCredit(credited, quoted.quotedAt)) === quoted.amountLamports
  )
}
