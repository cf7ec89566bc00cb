import { and, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { creators, tiers, users } from '@/lib/db/tables/people'
import type { Reader } from '@/lib/db/transaction'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { requirePost } from '@/lib/domain/post-access'
import { runningAt } from '@/lib/domain/subscriptions/periods'
import { AppError } from '@/lib/errors'
import { ACCOUNT_MIN_LAMPORTS, type Ledger } from '@/lib/ledger/port'
import { amountAfterCredit, PERIOD_MS, splitSale, unusedCredit } from '@/lib/money'
import type { PurchaseItem, Quote, Split } from '@/lib/schema/purchases'
import { tierRank } from '@/lib/schema/tiers'
import { readPeriods } from './fitness'

export interface PurchaseContext extends DomainContext {
  ledger: Ledger
  platformWallet: string
  /** Secret, hex: see `references.ts`. */
  referenceKey: string
}

/** A quote with what a purchase row needs besides. */
export interface FullQuote extends Quote {
  creatorId: string
  buyerWallet: string
  /** The referrer's share that stays with the platform; 0 where it can be paid out. */
  owedLamports: bigint
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
  const price = await priceOf(context, buyer, item, at)
  const parties = await readParties(context.db.read, buyer, price.creatorId)
  const amountLamports =
    price.creditLamports > 0n
      ? amountAfterCredit(price.priceLamports, price.creditLamports)
      : price.priceLamports
  const { splits, owedLamports } = await splitAmount(context, item, amountLamports, parties)
  return {
    ...price,
    at: at.toISOString(),
    // What the credit took off, not what it might have: the price never falls under the smallest one.
    creditLamports: price.priceLamports - amountLamports,
    amountLamports,
    splits,
    owedLamports,
    buyerWallet: parties.buyerWallet,
  }
}

interface Price {
  creatorId: string
  priceLamports: bigint
  creditLamports: bigint
  periodEnd: string | null
}

function priceOf(
  context: PurchaseContext,
  buyer: Viewer,
  item: PurchaseItem,
  at: Date,
): Promise<Price> | Price {
  switch (item.kind) {
    case 'post':
      return pricePost(context, buyer, item.postId)
    case 'subscription':
      return priceSubscription(context, buyer, item, at)
    case 'tip':
      return {
        creatorId: item.creatorId,
        priceLamports: item.amountLamports,
        creditLamports: 0n,
        periodEnd: null,
      }
  }
}

async function pricePost({ db, now }: PurchaseContext, buyer: Viewer, postId: string): Promise<Price> {
  const post = await requirePost(db.read, buyer, postId, now())
  if (post.unlockedBy !== null) throw new AppError('already_unlocked')
  if (post.priceLamports === null) throw new AppError('not_for_sale')
  return { creatorId: post.authorId, priceLamports: post.priceLamports, creditLamports: 0n, periodEnd: null }
}

/** The same tier adds a period to the running one; a higher one starts anew and credits what is left of the running. */
async function priceSubscription(
  { db }: PurchaseContext,
  buyer: Viewer,
  { creatorId, tier }: Extract<PurchaseItem, { kind: 'subscription' }>,
  at: Date,
): Promise<Price> {
  const [offer] = await db.read
    .select({ priceLamports: tiers.priceLamports })
    .from(tiers)
    .where(and(eq(tiers.creatorId, creatorId), eq(tiers.tier, tier), eq(tiers.enabled, true)))
  if (offer === undefined) throw new AppError('not_for_sale')
  const periods = await readPeriods(db.read, { buyerId: buyer.userId, creatorId })
  const running = runningAt(periods, at)
  const from = running?.tier === tier ? running.currentPeriodEnd : at
  const periodEnd = new Date(from.getTime() + PERIOD_MS).toISOString()
  const price = { creatorId, priceLamports: offer.priceLamports, periodEnd }
  if (running === null || running.tier === tier) return { ...price, creditLamports: 0n }
  if (tierRank(tier) < tierRank(running.tier)) throw new AppError('lower_tier')
  return { ...price, creditLamports: unusedCredit(periods, at) }
}

interface Parties {
  buyerWallet: string
  creatorWallet: string
  referrerWallet: string | null
}

async function readParties(reader: Reader, buyer: Viewer, creatorId: string): Promise<Parties> {
  if (creatorId === buyer.userId) throw new AppError('not_for_sale', { detail: 'This is your own.' })
  const buyers = alias(users, 'buyers')
  const referrers = alias(users, 'referrers')
  const [row] = await reader
    .select({ buyerWallet: buyers.wallet, creatorWallet: users.wallet, referrerWallet: referrers.wallet })
    .from(creators)
    .innerJoin(users, eq(users.id, creators.id))
    .innerJoin(buyers, eq(buyers.id, buyer.userId))
    .leftJoin(referrers, eq(referrers.id, creators.referredById))
    .where(eq(creators.id, creatorId))
  if (row === undefined) throw new AppError('not_found', { detail: 'There is no such creator.' })
  return row
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
