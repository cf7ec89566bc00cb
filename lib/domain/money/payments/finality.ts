import { and, asc, isNull, ne } from 'drizzle-orm'
import { payments } from '@/lib/db/tables/payments'
import { eachAtOnce } from '@/lib/domain/concurrency'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { setFinal } from '@/lib/domain/money/refunds/access-end'
import { revertPayment } from './reversal'

const AT_ONCE = 8
const LOOKED_AT_MAX = 500

/**
 * Follows what was given at `confirmed` until the network cannot undo it any more. A payment that vanished is sent
 * again while it still can land, and taken back when it no longer can. Answers how many are followed.
 */
export async function followPayments(context: PurchaseContext, stopped?: AbortSignal): Promise<number> {
  const open = await context.db.read
    .select({
      signature: payments.signature,
      transaction: payments.transaction,
      lastValidBlockHeight: payments.lastValidBlockHeight,
    })
    .from(payments)
    .where(and(isNull(payments.finalizedAt), ne(payments.state, 'vanished')))
    .orderBy(asc(payments.seenAt))
    .limit(LOOKED_AT_MAX)
  await eachAtOnce(AT_ONCE, open, (payment) => followPayment(context, payment), stopped)
  return open.length
}

interface Followed {
  signature: string
  transaction: Uint8Array
  lastValidBlockHeight: bigint
}

async function followPayment(context: PurchaseContext, payment: Followed): Promise<void> {
  const { ledger, db, now } = context
  const { signature, transaction, lastValidBlockHeight } = payment
  switch (await ledger.fate(signature, lastValidBlockHeight)) {
    case 'finalized':
      // Undone and executed again on another fork, where it failed, it is as final and has paid nothing.
      if ((await ledger.transaction(signature))?.error) return revertPayment(context, signature)
      await db.transact((tx) => setFinal(tx, signature, now()))
      return
    case 'vanished':
      return revertPayment(context, signature)
    case 'open':
      if ((await ledger.status(signature)).state === 'unknown') await ledger.send(transaction)
  }
}
