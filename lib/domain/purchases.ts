import { and, desc, eq, isNull, lt } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import { uniqueViolation } from '@/lib/db/sql-errors'
import { creators, posts, purchases, tiers, users } from '@/lib/db/tables'
import { AppError } from '@/lib/errors'
import { buildPayment, newReference } from '@/lib/ledger/payment-build'
import type { Page, PageQuery } from '@/lib/schema/common'
import type { ListedPurchase, Purchase, PurchaseItem, Quote } from '@/lib/schema/purchases'
import { authorColumns, toAuthor } from './authors'
import type { DomainContext, Viewer } from './context'
import { idCursor, pageOf } from './paging'
import { itemOf, type PurchaseRow, readOwnPurchase, toPurchase } from './purchase-rows'
import { settlePurchase } from './purchase-settlement'
import { type PurchaseContext, quoteItem } from './quotes'

/** How long a price holds. */
const PURCHASE_TTL_MS = 10 * 60 * 1000
const GIVEN_UP = 'given_up'

/** What an item would cost the caller now. Throws as `openPurchase` does. */
export async function getQuote(context: PurchaseContext, buyer: Viewer, item: PurchaseItem): Promise<Quote> {
  const { priceLamports, creditLamports, amountLamports, splits, periodEnd } = await quoteItem(
    context,
    buyer,
    item,
  )
  return { priceLamports, creditLamports, amountLamports, splits, periodEnd }
}

/**
 * Opens a purchase: fixes price and splits and writes them, with the purchase's reference, before any wallet is
 * asked. The same idempotency key answers with the same purchase.
 * Throws `not_found`, `not_for_sale`, `already_unlocked`, `lower_tier`, `idempotency_key_reused`, or
 * `already_pending` with the pending `purchase`.
 */
export async function openPurchase(
  context: PurchaseContext,
  buyer: Viewer,
  { item, idempotencyKey }: { item: PurchaseItem; idempotencyKey: string | null },
): Promise<Purchase> {
  const earlier = idempotencyKey === null ? null : await findByKey(context, buyer, idempotencyKey)
  if (earlier !== null) return sameRequest(await settleIfOpen(context, earlier), item)

  const pending = await findPending(context, buyer, item)
  const settled = pending && (await settlePurchase(context, pending))
  if (settled?.status === 'pending') throw alreadyPending(settled)

  const quote = await quoteItem(context, buyer, item)
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

interface NewPurchase {
  item: PurchaseItem
  idempotencyKey: string | null
  quote: Awaited<ReturnType<typeof quoteItem>>
}

async function newRow(
  { ledger, now }: PurchaseContext,
  buyer: Viewer,
  { item, idempotencyKey, quote }: NewPurchase,
) {
  // Before the transaction: no lock is held across the network.
  const blockhash = await ledger.latestBlockhash()
  const id = newId()
  const reference = newReference()
  const payment = { buyer: quote.buyerWallet, splits: quote.splits, reference, purchaseId: id }
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
    ...blockhash,
    unsignedTransaction: buildPayment(payment, blockhash),
    idempotencyKey,
    expiresAt: new Date(now().getTime() + PURCHASE_TTL_MS),
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

/** A purchase of the caller, brought up to what the ledger says. Throws `not_found`. */
export async function getPurchase(
  context: PurchaseContext,
  buyer: Viewer,
  purchaseId: string,
): Promise<Purchase> {
  const row = await readOwnPurchase(context.db.read, buyer, purchaseId)
  return toPurchase(await settleIfOpen(context, row))
}

/** A payment may turn up after a purchase has expired or was given up too; only one that is booked is done with. */
function settleIfOpen(context: PurchaseContext, row: PurchaseRow): Promise<PurchaseRow> | PurchaseRow {
  return row.confirmedAt === null ? settlePurchase(context, row) : row
}

/** The caller's purchases, newest first, also of what has been taken down since: it is their receipt. */
export async function listPurchases(
  { db }: DomainContext,
  buyer: Viewer,
  { cursor, limit }: PageQuery,
): Promise<Page<ListedPurchase>> {
  const before = idCursor(cursor)
  const rows = await db.read
    .select({
      purchase: purchases,
      creator: authorColumns,
      post: { title: posts.title, deletedAt: posts.deletedAt },
      tierName: tiers.name,
    })
    .from(purchases)
    .innerJoin(users, eq(users.id, purchases.creatorId))
    .innerJoin(creators, eq(creators.id, purchases.creatorId))
    .leftJoin(posts, eq(posts.id, purchases.postId))
    .leftJoin(tiers, and(eq(tiers.creatorId, purchases.creatorId), eq(tiers.tier, purchases.tier)))
    .where(
      and(eq(purchases.buyerId, buyer.userId), before === undefined ? undefined : lt(purchases.id, before)),
    )
    .orderBy(desc(purchases.id))
    .limit(limit + 1)
  const items = rows.map(({ purchase, creator, post, tierName }) => ({
    ...toPurchase(purchase),
    about: {
      creator: toAuthor(creator),
      post: post && { title: post.title, gone: post.deletedAt !== null },
      tierName,
    },
  }))
  return pageOf(items, limit, (purchase) => purchase.id)
}

/**
 * Gives up a pending purchase; doing it twice changes nothing. Throws `not_found`, `already_submitted` once a signed
 * transaction is under way or has landed, `purchase_closed` when it expired or failed by itself.
 */
export async function giveUpPurchase(
  context: PurchaseContext,
  buyer: Viewer,
  purchaseId: string,
): Promise<Purchase> {
  const row = await settleIfOpen(context, await readOwnPurchase(context.db.read, buyer, purchaseId))
  const [givenUp] = await context.db.transact((tx) =>
    tx.sql
      .update(purchases)
      .set({ status: 'failed', failure: GIVEN_UP })
      .where(and(eq(purchases.id, row.id), eq(purchases.status, 'pending'), isNull(purchases.submittedAt)))
      .returning(),
  )
  const current = givenUp ?? (await readOwnPurchase(context.db.read, buyer, purchaseId))
  if (current.failure === GIVEN_UP) return toPurchase(current)
  throw new AppError(current.submittedAt === null ? 'purchase_closed' : 'already_submitted')
}
