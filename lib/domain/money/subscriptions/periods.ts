import { and, asc, eq } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { purchases } from '@/lib/db/tables/purchases'
import { isSold } from '@/lib/domain/money/purchases/rows'
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
  /** Since when it is its buyer's no more, as it was paid back. */
  refundedAt: Date | null
}

/** Everything that a buyer has paid for at a creator, in the order in which it was confirmed. */
export async function readPeriods(reader: Reader, { buyerId, creatorId }: Pair): Promise<ConfirmedPeriod[]> {
  const rows = await reader
    .select({
      purchaseId: purchases.id,
      tier: purchases.tier,
      priceLamports: purchases.priceLamports,
      confirmedAt: purchases.confirmedAt,
      refundedAt: purchases.refundedAt,
      startsAt: purchases.periodStart,
      endsAt: purchases.periodEnd,
    })
    .from(purchases)
    .where(
      and(
        eq(purchases.buyerId, buyerId),
        eq(purchases.creatorId, creatorId),
        eq(purchases.kind, 'subscription'),
        isSold,
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

/**
 * Ends a period that was paid back: what has not passed of it is gone, and what stands behind it begins so much earlier.
 * Where nothing runs then, what it had `replaced` runs on as if it had never been.
 */
function endPeriod(
  periods: readonly Period[],
  purchaseId: string,
  at: Date,
  replaced: readonly Period[],
): Period[] {
  const ended = periods.find((period) => period.purchaseId === purchaseId)
  if (ended === undefined || ended.endsAt <= at) return [...periods]
  const endsAt = ended.startsAt > at ? ended.startsAt : at
  const takenMs = ended.endsAt.getTime() - endsAt.getTime()
  const earlier = (moment: Date) => new Date(moment.getTime() - takenMs)
  const left = periods.map((period) => {
    if (period === ended) return { ...ended, endsAt }
    if (period.startsAt < ended.endsAt) return period
    return { ...period, startsAt: earlier(period.startsAt), endsAt: earlier(period.endsAt) }
  })
  if (runningAt(left, at) !== null) return left
  return left.map((period) => replaced.find(isOf(period)) ?? period)
}

const isOf =
  ({ purchaseId }: Period) =>
  (other: Period) =>
    other.purchaseId === purchaseId

/**
 * The periods that a row of purchases makes, each confirmed at its moment, the oldest first; and what was paid back ended
 * at its own.
 */
export function replay(
  purchases: readonly (BoughtPeriod & Pick<ConfirmedPeriod, 'confirmedAt' | 'refundedAt'>)[],
): Period[] {
  const bought = purchases.map((purchase) => ({ purchase, at: purchase.confirmedAt, ends: false }))
  const ended = purchases.flatMap((purchase) =>
    purchase.refundedAt === null ? [] : [{ purchase, at: purchase.refundedAt, ends: true }],
  )
  let periods: Period[] = []
  const replacedBy = new Map<string, Period[]>()
  const over = new Set<string>()
  for (const { purchase, at, ends } of [...bought, ...ended].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  )) {
    const { purchaseId, tier, priceLamports } = purchase
    if (ends) {
      over.add(purchaseId)
      const replaced = (replacedBy.get(purchaseId) ?? []).filter((period) => !over.has(period.purchaseId))
      periods = endPeriod(periods, purchaseId, at, replaced)
    } else {
      const before = periods
      periods = addPeriod(before, { purchaseId, tier, priceLamports }, at)
      replacedBy.set(
        purchaseId,
        before.filter((period) => !periods.includes(period)),
      )
    }
  }
  return periods
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
