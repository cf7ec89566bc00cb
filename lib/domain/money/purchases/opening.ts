import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import type { Reader } from '@/lib/db/reader'
import { uniqueViolation } from '@/lib/db/sql-errors'
import { purchases } from '@/lib/db/tables/purchases'
import type { Viewer } from '@/lib/domain/context'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { firstReconcileAt } from '@/lib/domain/money/transfers/reconcile'
import { settleUnlessPaid } from '@/lib/domain/money/transfers/settle'
import { readAccess } from '@/lib/domain/posts/post-access'
import { AppError } from '@/lib/errors'
import { buildPayment } from '@/lib/ledger/payment-build'
import type { Purchase, PurchaseInput, PurchaseItem } from '@/lib/schema/purchases'
import { type FullQuote, quoteAsShown } from './quotes'
import { purchaseReference } from './references'
import { itemOf, type PurchaseRow, toPurchase } from './rows'
import { PURCHASES } from './settlement'

/** How long a price holds once the purchase is open. */
export const PURCHASE_TTL_MS = 10 * 60 * 1000

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
  opening: Opening,
): Promise<Purchase> {
  const earlier = await findEarlier(context.db.read, buyer, opening)
  const settled = earlier && (await settleUnlessPaid(PURCHASES, context, earlier))
  if (settled && !isSameRequest(settled, opening)) await requireLocked(context, buyer, opening.item)
  const answer = settled && answerOf(settled, opening)
  if (answer !== null) return answer

  const quote = await quoteAsShown(context, buyer, opening)
  const row = await newRow(context, buyer, opening, quote)
  try {
    const [written] = await context.db.transact((tx) => tx.sql.insert(purchases).values(row).returning())
    if (written === undefined) throw new Error('the purchase was not written')
    return toPurchase(written)
  } catch (error) {
    if (uniqueViolation(error) === undefined) throw error
    // Somebody was faster: another tab, another device, the same request sent twice.
    const faster = await findEarlier(context.db.read, buyer, opening)
    const theirs = faster && answerOf(faster, opening)
    if (theirs !== null) return theirs
    throw error
  }
}

async function newRow(
  { ledger, now, referenceKey }: PurchaseContext,
  buyer: Viewer,
  { item, idempotencyKey }: Opening,
  quote: FullQuote,
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
    nextLookAt: firstReconcileAt(createdAt),
  }
}

/** What the same request has opened, or else what is pending of the same thing. */
async function findEarlier(
  reader: Reader,
  buyer: Viewer,
  { item, idempotencyKey }: Opening,
): Promise<PurchaseRow | null> {
  const sameRequest = idempotencyKey === null ? undefined : eq(purchases.idempotencyKey, idempotencyKey)
  const either = or(sameRequest, pendingOf(item))
  if (either === undefined) return null
  const [row] = await reader
    .select()
    .from(purchases)
    .where(and(eq(purchases.buyerId, buyer.userId), either))
    .orderBy(sql`${purchases.idempotencyKey} is distinct from ${idempotencyKey}`)
    .limit(1)
  return row ?? null
}

/** Tips may be pending side by side; a post, and a subscription to one creator, may not. */
function pendingOf(item: PurchaseItem): SQL | undefined {
  if (item.kind === 'tip') return undefined
  const sameThing =
    item.kind === 'post'
      ? eq(purchases.postId, item.postId)
      : and(eq(purchases.kind, 'subscription'), eq(purchases.creatorId, item.creatorId))
  return and(eq(purchases.status, 'pending'), sameThing)
}

/** Null when it is closed, and was opened by another request: it is in nobody's way. */
function answerOf(row: PurchaseRow, { item, idempotencyKey }: Opening): Purchase | null {
  if (isSameRequest(row, { idempotencyKey })) {
    if (!isSameItem(itemOf(row), item)) throw new AppError('idempotency_key_reused')
    return toPurchase(row)
  }
  if (row.status === 'pending')
    throw new AppError('already_pending', { extra: { purchase: toPurchase(row) } })
  return null
}

function isSameRequest(row: PurchaseRow, { idempotencyKey }: Pick<Opening, 'idempotencyKey'>): boolean {
  return idempotencyKey !== null && row.idempotencyKey === idempotencyKey
}

/** Whose tier opens it by now is not sent on to what they still could pay: throws `already_unlocked`. */
async function requireLocked({ db, now }: PurchaseContext, buyer: Viewer, item: PurchaseItem): Promise<void> {
  if (item.kind !== 'post') return
  const access = await readAccess(db.read, buyer, [item.postId], now())
  if (access.get(item.postId)?.unlockedBy != null) throw new AppError('already_unlocked')
}

function isSameItem(first: PurchaseItem, second: PurchaseItem): boolean {
  switch (first.kind) {
    case 'post':
      return second.kind === 'post' && first.postId === second.postId
    case 'subscription':
      return (
        second.kind === 'subscription' && first.creatorId === second.creatorId && first.tier === second.tier
      )
    case 'tip':
      return (
        second.kind === 'tip' &&
        first.creatorId === second.creatorId &&
        first.amountLamports === second.amountLamports
      )
  }
}
