import { and, eq } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { tiers } from '@/lib/db/tables/people'
import type { Viewer } from '@/lib/domain/context'
import { noSuchCreator } from '@/lib/domain/creators/creator-cards'
import { hasCreatorPage } from '@/lib/domain/creators/own-page'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { readPeriods, runningAt } from '@/lib/domain/money/subscriptions/periods'
import { type Parties, readParties } from '@/lib/domain/money/wallets'
import { requirePost } from '@/lib/domain/posts/post-access'
import { AppError } from '@/lib/errors'
import { ACCOUNT_MIN_LAMPORTS } from '@/lib/ledger/port'
import { amountAfterCredit, PERIOD_MS, splitSale, unusedCredit } from '@/lib/money'
import type { PurchaseInput, PurchaseItem, Quote, Split } from '@/lib/schema/purchases'
import { tierRank } from '@/lib/schema/tiers'

/** How long a quote can be bought at its price. */
export const QUOTE_TTL_MS = 2 * 60 * 1000

/** A quote with what a purchase row needs besides. */
export interface FullQuote extends Quote {
  creatorId: string
  buyerWallet: string
  /** The referrer's share that stays with the platform; 0 where it can be paid out. */
  owedLamports: bigint
}

/** What an item would cost the caller now. Throws as `quoteItem` does. */
export async function getQuote(context: PurchaseContext, buyer: Viewer, item: PurchaseItem): Promise<Quote> {
  const quote = await quoteItem(context, buyer, item)
  const { at, priceLamports, creditLamports, amountLamports, splits, periodEnd } = quote
  return { at, priceLamports, creditLamports, amountLamports, splits, periodEnd }
}

/**
 * The price that was shown, if it still is the price: nobody pays what they have not seen. Throws as `quoteItem` does,
 * and `price_changed` with the `quote` of now.
 */
export async function quoteAsShown(
  context: PurchaseContext,
  buyer: Viewer,
  { item, quoted }: PurchaseInput,
): Promise<FullQuote> {
  if (quoted === undefined) return quoteItem(context, buyer, item)
  const ageMs = context.now().getTime() - Date.parse(quoted.at)
  if (ageMs >= 0 && ageMs <= QUOTE_TTL_MS) {
    const quote = await quoteItem(context, buyer, item, new Date(quoted.at))
    if (quote.amountLamports === quoted.amountLamports) return quote
  }
  throw new AppError('price_changed', { extra: { quote: await getQuote(context, buyer, item) } })
}

/**
 * What an item costs this buyer at a moment: the only place where a price is made. Changes nothing.
 * Throws `not_found`, `not_for_sale`, `already_unlocked`, `lower_tier`.
 */
export async function quoteItem(
  context: PurchaseContext,
  buyer: Viewer,
  item: PurchaseItem,
  at: Date = context.now(),
): Promise<FullQuote> {
  const price = await priceItem(context.db.read, buyer, item, { at, now: context.now() })
  const { creatorId, priceLamports, amountLamports } = price
  if (creatorId === buyer.userId)
    throw new AppError('not_for_sale', { reason: 'own', detail: 'This is your own.' })
  if (item.kind === 'tip' && !(await hasCreatorPage(context.db.read, creatorId))) throw noSuchCreator()
  const parties = await readParties(context.db.read, { buyerId: buyer.userId, creatorId })
  return {
    ...price,
    at: at.toISOString(),
    // What the credit took off, not what it might have: the price never falls under the smallest one.
    creditLamports: priceLamports - amountLamports,
    ...(await splitAmount(context, item, amountLamports, parties)),
    buyerWallet: parties.buyerWallet,
  }
}

interface Price {
  creatorId: string
  priceLamports: bigint
  /** After the credit for what is unused of a running subscription. */
  amountLamports: bigint
  periodEnd: string | null
}

interface Moment {
  /** For which the credit is counted. */
  at: Date
  now: Date
}

/** The price alone, without who gets which share of it. Throws as `quoteItem` does. */
export async function priceItem(
  reader: Reader,
  buyer: Viewer,
  item: PurchaseItem,
  { at, now }: Moment,
): Promise<Price> {
  switch (item.kind) {
    case 'post':
      return pricePost(reader, buyer, item.postId, now)
    case 'subscription':
      return priceSubscription(reader, buyer, item, at)
    case 'tip':
      return {
        creatorId: item.creatorId,
        priceLamports: item.amountLamports,
        amountLamports: item.amountLamports,
        periodEnd: null,
      }
  }
}

async function pricePost(reader: Reader, buyer: Viewer, postId: string, now: Date): Promise<Price> {
  const post = await requirePost(reader, buyer, postId, now)
  if (post.unlockedBy !== null) throw new AppError('already_unlocked')
  if (post.priceLamports === null || !post.listed) throw new AppError('not_for_sale')
  const { authorId: creatorId, priceLamports } = post
  return { creatorId, priceLamports, amountLamports: priceLamports, periodEnd: null }
}

/** The same tier adds a period to the running one; a higher one starts anew and credits what is left of the running. */
async function priceSubscription(
  reader: Reader,
  buyer: Viewer,
  { creatorId, tier }: Extract<PurchaseItem, { kind: 'subscription' }>,
  at: Date,
): Promise<Price> {
  const [offer] = await reader
    .select({ priceLamports: tiers.priceLamports })
    .from(tiers)
    .where(and(eq(tiers.creatorId, creatorId), eq(tiers.tier, tier), eq(tiers.enabled, true)))
  if (offer === undefined) throw new AppError('not_for_sale')
  const periods = await readPeriods(reader, { buyerId: buyer.userId, creatorId })
  const running = runningAt(periods, at)
  const from = running?.tier === tier ? running.currentPeriodEnd : at
  const periodEnd = new Date(from.getTime() + PERIOD_MS).toISOString()
  const { priceLamports } = offer
  const price = { creatorId, priceLamports, periodEnd }
  if (running === null || running.tier === tier) return { ...price, amountLamports: priceLamports }
  if (tierRank(tier) < tierRank(running.tier)) throw new AppError('lower_tier')
  return { ...price, amountLamports: amountAfterCredit(priceLamports, unusedCredit(periods, at)) }
}

/**
 * A tip goes to the creator whole. A referrer's share that is too small to open the referrer's account would fail
 * the payment: it stays with the platform and is owed.
 */
async function splitAmount(
  { ledger, platformWallet }: PurchaseContext,
  item: PurchaseItem,
  amount: bigint,
  { creatorWallet, referrerWallet }: Parties,
): Promise<{ splits: Split[]; owedLamports: bigint }> {
  if (item.kind === 'tip') {
    return { splits: [{ role: 'creator', wallet: creatorWallet, lamports: amount }], owedLamports: 0n }
  }
  const shares = splitSale(amount, referrerWallet !== null)
  const payable =
    referrerWallet !== null &&
    (await ledger.balance(referrerWallet)) + shares.referrer >= ACCOUNT_MIN_LAMPORTS
  const owedLamports = payable ? 0n : shares.referrer
  const splits: Split[] = [
    { role: 'creator', wallet: creatorWallet, lamports: shares.creator },
    { role: 'platform', wallet: platformWallet, lamports: shares.platform + owedLamports },
  ]
  if (payable) splits.push({ role: 'referrer', wallet: referrerWallet, lamports: shares.referrer })
  return { splits, owedLamports }
}
