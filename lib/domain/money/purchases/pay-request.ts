import { eq } from 'drizzle-orm'
import { isolate } from '@/lib/characters'
import { purchases } from '@/lib/db/tables/purchases'
import { readAuthor } from '@/lib/domain/accounts/users'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { settleUnlessPaid } from '@/lib/domain/money/transfers/settle'
import { readWallet } from '@/lib/domain/money/wallets'
import { AppError } from '@/lib/errors'
import { formatSol } from '@/lib/money'
import { requireStillToBeHad } from './eligibility'
import { PURCHASES } from './settlement'

/** Whoever knows the reference and the buyer's wallet may ask: it says no more than the transaction does. */
const WHAT = { post: 'A post by', subscription: 'Membership of', tip: 'A tip to' } as const

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
  const [found] = await db.read.select().from(purchases).where(eq(purchases.reference, reference))
  const isStranger = found === undefined || (await readWallet(db.read, found.buyerId)) !== account
  // References of closed purchases stand in the chain for all to see: to strangers they name nothing.
  if (found === undefined || (isStranger && found.status !== 'pending'))
    throw new AppError('not_found', { detail: 'There is no such payment.' })
  if (isStranger) {
    throw new AppError('wrong_wallet', { detail: 'Pay with the wallet you signed in with.' })
  }
  // What is decided stays so for who asks here: no stranger makes the ledger be searched for it.
  if (found.status !== 'pending') throw new AppError('purchase_closed')
  const row = await settleUnlessPaid(PURCHASES, context, found)
  if (row.status !== 'pending') throw new AppError('purchase_closed')
  if (row.submittedAt !== null) throw new AppError('already_submitted')
  await requireStillToBeHad(context, row)
  const creator = await readAuthor(db.read, row.creatorId)
  return {
    transaction: Buffer.from(row.unsignedTransaction).toString('base64'),
    message: `${WHAT[row.kind]} ${isolate(creator.displayName)}: ${formatSol(row.amountLamports)} SOL`,
  }
}
