import { and, eq, isNull, or } from 'drizzle-orm'
import { uniqueViolation } from '@/lib/db/sql-errors'
import { users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import type { Viewer } from '@/lib/domain/context'
import { bookPayment } from '@/lib/domain/payments/payments'
import { AppError } from '@/lib/errors'
import { checkExecutedPayment, checkOfferedPayment, tablesOf } from '@/lib/ledger/payment-check'
import type { SendResult } from '@/lib/ledger/port'
import { readTransaction } from '@/lib/ledger/transaction'
import type { Purchase } from '@/lib/schema/purchases'
import { whatToGive } from './fitness'
import type { PurchaseContext } from './quotes'
import { type PurchaseRow, paymentOf, readOwnPurchase, toPurchase } from './rows'

/** How long a request waits for the network before it answers `pending`; the settlement goes on without it. */
const CONFIRM_TIMEOUT_MS = 20_000

/**
 * Relays a signed transaction and waits for its confirmation. The signed bytes are stored before they are sent.
 * Sending the same again, also many times at once, is the same purchase: each gets the same answer.
 *
 * Answers the purchase, `confirmed`, or `pending` when the network has not decided yet. Throws `not_found`,
 * `purchase_closed`, `not_for_sale` when it cannot be given any more, `already_submitted` when another signature may
 * still land, and the codes of a transaction that is not the offered one or that the network refuses. A refusal has
 * charged nothing; what the network refused can be tried again.
 */
export async function submitPurchase(
  context: PurchaseContext,
  buyer: Viewer,
  purchaseId: string,
  bytes: Uint8Array,
): Promise<Purchase> {
  const row = await readOwnPurchase(context.db.read, buyer, purchaseId)
  const signature = await checkAgainstOffer(context, row, bytes)
  if (row.status === 'confirmed') return toPurchase(row)
  if (row.status !== 'pending') throw new AppError('purchase_closed')
  if (row.submittedAt === null) await requireStillToBeHad(context, row)

  const stored = await storeSubmission(context, row, bytes, signature)
  if (stored.status === 'confirmed') return toPurchase(stored)
  const sent = await context.ledger.send(bytes)
  if (sent.outcome === 'refused') return afterRefusal(context, stored, sent)
  if (sent.outcome === 'unavailable') return toPurchase(stored)
  return toPurchase(await awaitConfirmation(context, stored, sent.signature))
}

/** Before the first relay: what has expired or is gone must not be charged for. */
export async function requireStillToBeHad({ db, now }: PurchaseContext, row: PurchaseRow): Promise<void> {
  const at = now()
  if (at >= row.expiresAt) throw new AppError('purchase_closed')
  if (!(await whatToGive(db.read, row, at)).ok) throw new AppError('not_for_sale')
}

async function checkAgainstOffer(
  { db, ledger }: PurchaseContext,
  row: PurchaseRow,
  bytes: Uint8Array,
): Promise<string> {
  const [buyer] = await db.read.select({ wallet: users.wallet }).from(users).where(eq(users.id, row.buyerId))
  const check = checkOfferedPayment(bytes, paymentOf(row, buyer?.wallet ?? ''), await tablesOf(ledger, bytes))
  if (!check.ok) throw new AppError(check.code, { detail: check.detail })
  return check.signature
}

async function storeSubmission(
  context: PurchaseContext,
  row: PurchaseRow,
  bytes: Uint8Array,
  signature: string,
): Promise<PurchaseRow> {
  const blockhash = readTransaction(bytes)?.blockhash ?? row.blockhash
  const lastValidBlockHeight =
    blockhash === row.blockhash
      ? row.lastValidBlockHeight
      : // The wallet renewed it; we do not know how long ago, so it counts as made just now.
        (await context.ledger.latestBlockhash()).lastValidBlockHeight
  const free = and(
    eq(purchases.id, row.id),
    eq(purchases.status, 'pending'),
    or(isNull(purchases.signature), eq(purchases.signature, signature)),
  )
  const values = {
    signedTransaction: bytes,
    signature,
    submittedAt: context.now(),
    blockhash,
    lastValidBlockHeight,
  }
  try {
    const [stored] = await context.db.transact((tx) =>
      tx.sql.update(purchases).set(values).where(free).returning(),
    )
    if (stored !== undefined) return stored
  } catch (error) {
    if (uniqueViolation(error) === undefined) throw error
    throw new AppError('transaction_mismatch', { detail: 'This transaction paid for another purchase.' })
  }
  const current = await readOwnPurchase(context.db.read, { userId: row.buyerId }, row.id)
  if (current.status === 'confirmed') return current
  throw new AppError(current.status === 'pending' ? 'already_submitted' : 'purchase_closed')
}

/** Nothing was charged: the purchase is as if it had not been submitted, unless somebody completed it meanwhile. */
async function afterRefusal(
  { db }: PurchaseContext,
  row: PurchaseRow,
  { code, detail }: Extract<SendResult, { outcome: 'refused' }>,
): Promise<Purchase> {
  const mine = and(
    eq(purchases.id, row.id),
    eq(purchases.status, 'pending'),
    eq(purchases.signature, row.signature ?? ''),
  )
  await db.transact((tx) =>
    tx.sql.update(purchases).set({ signedTransaction: null, signature: null, submittedAt: null }).where(mine),
  )
  const current = await readOwnPurchase(db.read, { userId: row.buyerId }, row.id)
  if (current.status === 'confirmed') return toPurchase(current)
  throw new AppError(code, { detail })
}

async function awaitConfirmation(
  context: PurchaseContext,
  row: PurchaseRow,
  signature: string,
): Promise<PurchaseRow> {
  const { ledger, db } = context
  const confirmation = await ledger.confirm(signature, {
    lastValidBlockHeight: row.lastValidBlockHeight,
    timeoutMs: CONFIRM_TIMEOUT_MS,
  })
  const executed = confirmation.outcome === 'confirmed' ? await ledger.transaction(signature) : null
  if (executed !== null) {
    const [buyer] = await db.read
      .select({ wallet: users.wallet })
      .from(users)
      .where(eq(users.id, row.buyerId))
    const check = checkExecutedPayment(executed, paymentOf(row, buyer?.wallet ?? ''))
    if (check.ok) return bookPayment(context, row.id, executed)
    throw new AppError(check.code, { detail: check.detail })
  }
  if (confirmation.outcome === 'failed') {
    await db.transact((tx) =>
      tx.sql
        .update(purchases)
        .set({ status: 'failed', failure: confirmation.error.code })
        .where(and(eq(purchases.id, row.id), eq(purchases.status, 'pending'))),
    )
    throw new AppError(confirmation.error.code, { detail: confirmation.error.detail })
  }
  return row
}
