import { PURCHASE_TTL_MS } from '@/lib/domain/money/purchases/opening'
import { QUOTE_TTL_MS } from '@/lib/domain/money/purchases/quotes'
import type { ConfirmedPeriod } from '@/lib/domain/money/subscriptions/periods'
import { replay, runningAt } from '@/lib/domain/money/subscriptions/periods'
import { amountAfterCredit, unusedCredit } from '@/lib/money'
import type { TierName } from '@/lib/schema/tiers'

/** A transaction lives for a minute or so; the clocks of server and ledger are less than another minute apart. */
const LANDING_MS = 2 * 60 * 1000

/**
 * When a purchase was opened: its id says so, UUID v7, RFC 9562. Where the ledger's clock makes that impossible, the
 * moment of the payment.
 */
export function openedAt(purchaseId: string, executedAt: Date): Date {
  const at = new Date(Number.parseInt(purchaseId.replaceAll('-', '').slice(0, 12), 16))
  const ageMs = executedAt.getTime() - at.getTime()
  return ageMs >= 0 && ageMs <= PURCHASE_TTL_MS + LANDING_MS ? at : executedAt
}

export interface SubscriptionTerms {
  priceLamports: bigint
  creditLamports: bigint
}

interface Offer {
  tier: TierName
  amountLamports: bigint
  openedAt: Date
}

/**
 * What a subscription must have cost before the credit, which the chain does not say: the amount, and what was unused
 * of the running periods when it was opened. `periods` are those confirmed before it was paid.
 */
export function impliedTerms(
  periods: readonly ConfirmedPeriod[],
  { tier, amountLamports, openedAt: at }: Offer,
): SubscriptionTerms {
  const credited = creditedAt(periods, tier, at)
  const creditLamports = unusedCredit(credited, at)
  return { priceLamports: amountLamports + creditLamports, creditLamports }
}

/**
 * The same with the price that the tier has in the export, where it explains the amount: the quote may have been made
 * a little earlier than the purchase was opened. Null where it does not, as the price was another one then.
 */
export function listedTerms(
  periods: readonly ConfirmedPeriod[],
  { tier, amountLamports, openedAt: at }: Offer,
  listPrice: bigint | undefined,
): SubscriptionTerms | null {
  if (listPrice === undefined || listPrice < amountLamports) return null
  const credited = creditedAt(periods, tier, at)
  const costAt = (ms: number) => amountAfterCredit(listPrice, unusedCredit(credited, new Date(ms)))
  const earliest = at.getTime() - PURCHASE_TTL_MS - QUOTE_TTL_MS - LANDING_MS
  const isExplained =
    costAt(earliest) <= amountLamports && amountLamports <= costAt(at.getTime() + LANDING_MS)
  return isExplained ? { priceLamports: listPrice, creditLamports: listPrice - amountLamports } : null
}

/** What there was at a moment. */
function before(periods: readonly ConfirmedPeriod[], at: Date): ConfirmedPeriod[] {
  return periods
    .filter(({ confirmedAt }) => confirmedAt <= at)
    .map((period) =>
      period.refundedAt !== null && period.refundedAt > at ? { ...period, refundedAt: null } : period,
    )
}

/** What ran when it was opened, if that was another tier. */
function creditedAt(periods: readonly ConfirmedPeriod[], tier: TierName, at: Date) {
  const then = replay(before(periods, at))
  const running = runningAt(then, at)
  return running === null || running.tier === tier ? [] : then
}
