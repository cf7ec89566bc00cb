import { and, eq } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import { uniqueViolation } from '@/lib/db/sql-errors'
import { purchases } from '@/lib/db/tables/purchases'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { AppError } from '@/lib/errors'
import { buildPayment } from '@/lib/ledger/payment-build'
import type { Purchase, PurchaseInput, PurchaseItem, Quote } from '@/lib/schema/purchases'
import { firstLook } from './looks'
import { type FullQuote, type PurchaseContext, quoteItem } from './quotes'
import { purchaseReference } from './references'
import { itemOf, type PurchaseRow, toPurchase } from './rows'
import { settlePurchase } from './settlement'

/** How long a price holds once the purchase is open. */
export const PURCHASE_TTL_MS = 10 * 60 * 1000
/** How long a quote can be bought at its price. */
export const QUOTE_TTL_MS = 2 * 60 * 1000

/** What an item would cost the caller now. Throws as `openPurchase` does. */
export async function getQuote(context: PurchaseContext, buyer: Viewer, item: PurchaseItem): Promise<Quote> {
  return toQuote(await quoteItem(context, buyer, item))
}

function toQuote({ at, priceLamports, creditLamports, amountLamports, splits, periodEnd }: FullQuote): Quote {
  return { at, priceLamports, creditLamports, amountLamports, splits, periodEnd }
}

interface Opening extends PurchaseInput {
  idempotencyKey: string | null
}

/**
 * Opens a purchase: fixes price and splits and writes them, with the purchase's reference, before any wallet is
 * asked. The same idempotency key answers with the same purchase.
 * Throws `not_found`, `not_for_sale`, `already_unlocked`, `lower_tier`, `idempotency_key_reused`, `price_changed` with
 * the `quote` of now, or `already_pending` with the pending `purchase`.
 */
export async function openPurchase(
  context: PurchaseContext,
  buyer: Viewer,
  { item, quoted, idempotencyKey }: Opening,
): Promise<Purchase> {
  const earlier = idempotencyKey === null ? null : await findByKey(context, buyer, idempotencyKey)
  if (earlier !== null) {
    const settled = earlier.confirmedAt === null ? await settlePurchase(context, earlier) : earlier
    return sameRequest(settled, item)
  }
  const pending = await findPending(context, buyer, item)
  const settled = pending && (await settlePurchase(context, pending))
  if (settled?.status === 'pending') throw alreadyPending(settled)

  const quote = await quoteAsShown(context, buyer, item, quoted)
  const row = await newRow(context, buyer, { item, idempotencyKey, quote })
  try {
    const [written] = await context.db.transact((tx) => tx.sql.insert(purchases).values(row).returning())
    if (written === undefined) throw new Error('the purchase was not written')
    return toPurchase(written)
  } catch (error) {
    // Somebody was faster: another tab, another device, the same request sent twice.
    const constraint = uniqueViolation(error)
    if (constraint === undefined) throw error
    const same = idempotencyKey === null ? null : await findByKey(context, buyer, idempotencyKey)
    if (same !== null) return sameRequest(same, item)
    const faster = await findPending(context, buyer, item)
    if (faster !== null) throw alreadyPending(faster)
    throw error
  }
}

/** The price that was shown, if it still is the price: nobody pays what they have not seen. */
async function quoteAsShown(
  context: PurchaseContext,
  buyer: Viewer,
  item: PurchaseItem,
  shown: PurchaseInput['quoted'],
): Promise<FullQuote> {
  if (shown === undefined) return quoteItem(context, buyer, item)
  const ageMs = context.now().getTime() - Date.parse(shown.at)
  if (ageMs >= 0 && ageMs <= QUOTE_TTL_MS) {
    const quote = await quoteItem(context, buyer, item, new Date(shown.at))
    if (quote.amountLamports === shown.amountLamports) return quote
  }
  throw new AppError('price_changed', { extra: { quote: await getQuote(context, buyer, item) } })
}

interface NewPurchase {
  item: PurchaseItem
  idempotencyKey: string | null
  quote: FullQuote
}

async function newRow(
  { ledger, now, referenceKey }: PurchaseContext,
  buyer: Viewer,
  { item, idempotencyKey, quote }: NewPurchase,
) {
  // Before the transaction: no lock is held across the network.
  const blockhash = await ledger.latestBlockhash()
  const id = newId()
  const reference = purchaseReference(referenceKey, id, item, quote)
  const payment = { payer: quote.buyerWallet, splits: quote.splits, reference, memo: id }
  const createdAt = now()
  return {
    id,
    buyerId: buyer.userId,
    kind: item.kind,
    creatorId: quote.creatorId,
    postId: item.kind === 'post' ? item.postId : null,
    tier: item.kind === 'subscription' ? item.tier : null,
    priceLamports: quote.priceLamports,
    creditLamports: quote.creditLamports,
    amountLamports: quote.amountLamports,
    owedLamports: quote.owedLamports,
    splits: quote.splits.map((split) => ({ ...split, lamports: split.lamports.toString() })),
    reference,
    quotedAt: new Date(quote.at),
    ...blockhash,
    unsignedTransaction: buildPayment(payment, blockhash),
    idempotencyKey,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + PURCHASE_TTL_MS),
    nextLookAt: firstLook(createdAt),
  }
}

async function findByKey({ db }: DomainContext, buyer: Viewer, key: string): Promise<PurchaseRow | null> {
  const [row] = await db.read
    .select()
    .from(purchases)
    .where(and(eq(purchases.buyerId, buyer.userId), eq(purchases.idempotencyKey, key)))
  return row ?? null
}

function sameRequest(row: PurchaseRow, item: PurchaseItem): Purchase {
  const first = itemOf(row)
  const same =
    first.kind === item.kind &&
    (first.kind !== 'post' || first.postId === (item as typeof first).postId) &&
    (first.kind === 'post' || first.creatorId === (item as typeof first).creatorId) &&
    (first.kind !== 'subscription' || first.tier === (item as typeof first).tier) &&
    (first.kind !== 'tip' || first.amountLamports === (item as typeof first).amountLamports)
  if (!same) throw new AppError('idempotency_key_reused')
  return toPurchase(row)
}

/** Tips may be pending side by side; a post, and a subscription to one creator, may not. */
async function findPending(
  { db }: DomainContext,
  buyer: Viewer,
  item: PurchaseItem,
): Promise<PurchaseRow | null> {
  if (item.kind === 'tip') return null
  const what =
    item.kind === 'post'
      ? eq(purchases.postId, item.postId)
      : and(eq(purchases.kind, 'subscription'), eq(purchases.creatorId, item.creatorId))
  const [row] = await db.read
    .select()
    .from(purchases)
    .where(and(eq(purchases.buyerId, buyer.userId), eq(purchases.status, 'pending'), what))
  return row ?? null
}

function alreadyPending(row: PurchaseRow): AppError {
  return new AppError('already_pending', { extra: { purchase: toPurchase(row) } })
}
