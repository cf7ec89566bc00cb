import { eq } from 'drizzle-orm'
import { users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import { whatWasPaid } from '@/lib/domain/refunds/debts'
import { readAuthor } from '@/lib/domain/users'
import { AppError } from '@/lib/errors'
import { formatSol } from '@/lib/money'
import type { PurchaseContext } from './quotes'
import { settlePurchase } from './settlement'
import { requireStillToBeHad } from './submission'

export interface PayRequest {
  /** Base64, unsigned: the very transaction that the buyer's other devices are offered. */
  transaction: string
  /** What the wallet shows. */
  message: string
}

/**
 * The transaction of a pending purchase for a wallet that has only scanned its link. The link says nothing but the
 * reference, and what it gives only the buyer can sign.
 * Throws `not_found`, `wrong_wallet` for any account but the buyer's, `purchase_closed`, `not_for_sale`,
 * `already_submitted` when it was signed elsewhere already.
 */
export async function requestPayment(
  context: PurchaseContext,
  reference: string,
  account: string,
): Promise<PayRequest> {
  const { db } = context
  const [found] = await db.read
    .select({ purchase: purchases, buyerWallet: users.wallet })
    .from(purchases)
    .innerJoin(users, eq(users.id, purchases.buyerId))
    .where(eq(purchases.reference, reference))
  // References of closed purchases stand in the chain for all to see: to strangers they name nothing.
  const isStranger = found?.buyerWallet !== account
  if (found === undefined || (isStranger && found.purchase.status !== 'pending'))
    throw new AppError('not_found', { detail: 'There is no such payment.' })
  if (isStranger) {
    throw new AppError('wrong_wallet', { detail: 'Pay with the wallet you signed in with.' })
  }
  const row = await settlePurchase(context, found.purchase)
  if (row.status !== 'pending') throw new AppError('purchase_closed')
  if (row.submittedAt !== null) throw new AppError('already_submitted')
  await requireStillToBeHad(context, row)
  const [what, creator] = await Promise.all([
    whatWasPaid(db.read, row.id),
    readAuthor(db.read, row.creatorId),
  ])
  return {
    transaction: Buffer.from(row.unsignedTransaction).toString('base64'),
    message: `${what} by ${creator.displayName}: ${formatSol(row.amountLamports)} SOL`,
  }
}
