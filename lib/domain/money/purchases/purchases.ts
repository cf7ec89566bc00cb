import { and, eq, isNull } from 'drizzle-orm'
import { purchases } from '@/lib/db/tables/purchases'
import type { Viewer } from '@/lib/domain/context'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { settleUnlessPaid } from '@/lib/domain/money/transfers/settle'
import { AppError, isAppError } from '@/lib/errors'
import type { Purchase } from '@/lib/schema/purchases'
import { GIVEN_UP, readOwnPurchase, toPurchase } from './rows'
import { PURCHASES } from './settlement'

/**
 * A purchase of the caller, brought up to what the ledger says; while that cannot be asked, as it is known. Throws
 * `not_found`.
 */
export async function getPurchase(
  context: PurchaseContext,
  buyer: Viewer,
  purchaseId: string,
): Promise<Purchase> {
  const row = await readOwnPurchase(context.db.read, buyer, purchaseId)
  try {
    return toPurchase(await settleUnlessPaid(PURCHASES, context, row))
  } catch (error) {
    if (isAppError(error) && error.code === 'unavailable') return toPurchase(row)
    throw error
  }
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
  const row = await settleUnlessPaid(
    PURCHASES,
    context,
    await readOwnPurchase(context.db.read, buyer, purchaseId),
  )
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
