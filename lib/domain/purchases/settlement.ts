import { and, eq, isNull } from 'drizzle-orm'
import { payments } from '@/lib/db/tables/payments'
import { users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import { eachAtOnce } from '@/lib/domain/concurrency'
import { bookPayment } from '@/lib/domain/payments/payments'
import { buildPayment } from '@/lib/ledger/payment-build'
import { checkExecutedPayment } from '@/lib/ledger/payment-check'
import type { SignatureEntry } from '@/lib/ledger/port'
import { claimLooks } from './looks'
import type { PurchaseContext } from './quotes'
import { type PurchaseRow, paymentOf } from './rows'

/** A node answers slowly; this many questions are asked side by side. */
const AT_ONCE = 8

/**
 * Brings a purchase in line with the ledger. Every payment found under its reference is booked, however it got there
 * and whatever became of the purchase meanwhile: the first completes it, what comes too much is owed back. All
 * signatures are looked at, as failed tries and strangers' junk carry the reference too. Without a payment, a purchase
 * whose time is up expires, and one whose transaction can no longer land gets a fresh one: never while the first could
 * still land. Until then what the buyer has signed is sent again, as the process may have ended, or the network have
 * been away, before it was sent.
 */
export async function settlePurchase(context: PurchaseContext, row: PurchaseRow): Promise<PurchaseRow> {
  const buyerWallet = await walletOf(context, row.buyerId)
  if (row.status === 'pending' && row.signedTransaction !== null)
    await context.ledger.send(row.signedTransaction)
  const { finalizedHeight, signatures } = await context.ledger.search(row.reference)
  const current = await bookWhatWasPaid(context, row, buyerWallet, signatures)
  if (current.status !== 'pending') return current

  const failed = signatures.find(({ signature, error }) => error !== null && signature === row.signature)
  if (failed?.error) return change(context, row, { status: 'failed', failure: failed.error.code })
  const canStillLand = finalizedHeight <= row.lastValidBlockHeight || !(await isLost(context, row))
  if (context.now() >= row.expiresAt && (row.submittedAt === null || !canStillLand))
    return change(context, row, { status: 'expired' })
  return canStillLand ? row : offerAgain(context, row, buyerWallet)
}

/** Whether what was signed is known to nobody and can never land: the node that was searched may have forgotten it. */
async function isLost({ ledger }: PurchaseContext, row: PurchaseRow): Promise<boolean> {
  return row.signature === null || (await ledger.fate(row.signature, row.lastValidBlockHeight)) === 'vanished'
}

/** The oldest first: it is the one that counts. */
async function bookWhatWasPaid(
  context: PurchaseContext,
  row: PurchaseRow,
  buyerWallet: string,
  signatures: readonly SignatureEntry[],
): Promise<PurchaseRow> {
  const executed = signatures.filter(({ error }) => error === null)
  if (executed.length === 0) return row
  const booked = await readBooked(context, row.id)
  const payment = paymentOf(row, buyerWallet)
  let current = row
  for (const { signature } of executed.toReversed()) {
    if (booked.has(signature)) continue
    const transaction = await context.ledger.transaction(signature)
    if (transaction !== null && checkExecutedPayment(transaction, payment).ok)
      current = await bookPayment(context, row.id, transaction)
  }
  return current
}

async function readBooked({ db }: PurchaseContext, purchaseId: string): Promise<Set<string>> {
  const rows = await db.read
    .select({ signature: payments.signature, state: payments.state })
    .from(payments)
    .where(eq(payments.purchaseId, purchaseId))
  return new Set(rows.filter(({ state }) => state !== 'vanished').map(({ signature }) => signature))
}

async function walletOf({ db }: PurchaseContext, userId: string): Promise<string> {
  const [user] = await db.read.select({ wallet: users.wallet }).from(users).where(eq(users.id, userId))
  if (user === undefined) throw new Error(`there is no user ${userId}`)
  return user.wallet
}

/** The same payment with a new blockhash. Price, splits and reference stay. */
async function offerAgain(
  context: PurchaseContext,
  row: PurchaseRow,
  buyerWallet: string,
): Promise<PurchaseRow> {
  const blockhash = await context.ledger.latestBlockhash()
  return change(context, row, {
    ...blockhash,
    unsignedTransaction: buildPayment(paymentOf(row, buyerWallet), blockhash),
    signedTransaction: null,
    signature: null,
    submittedAt: null,
  })
}

/** Only if nobody changed it meanwhile; otherwise what they made of it is the answer. */
async function change(
  { db }: PurchaseContext,
  row: PurchaseRow,
  values: Partial<PurchaseRow>,
): Promise<PurchaseRow> {
  const unchanged = and(
    eq(purchases.id, row.id),
    eq(purchases.status, 'pending'),
    eq(purchases.blockhash, row.blockhash),
    row.signature === null ? isNull(purchases.signature) : eq(purchases.signature, row.signature),
  )
  const [changed] = await db.transact((tx) =>
    tx.sql.update(purchases).set(values).where(unchanged).returning(),
  )
  if (changed !== undefined) return changed
  const [current] = await db.read.select().from(purchases).where(eq(purchases.id, row.id))
  return current ?? row
}

/**
 * Settles the purchases whose time to be looked at has come; `all` that are looked after, at the start. Answers how
 * many. One that could not be settled does not hold up the others; its error is thrown at the end.
 */
export async function settlePurchases(
  context: PurchaseContext,
  which: 'due' | 'all' = 'due',
): Promise<number> {
  const claimed = await context.db.transact((tx) => claimLooks(tx, context.now(), which))
  await eachAtOnce(AT_ONCE, claimed, (row) => settlePurchase(context, row))
  return claimed.length
}
