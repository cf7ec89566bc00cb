import { and, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { refunds } from '@/lib/db/tables/payments'
import { users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import { eachAtOnce } from '@/lib/domain/concurrency'
import { refundLines, writeEntry } from '@/lib/domain/payments/book'
import { lastValidOf, readPayment, saleOf, VANISHED, writePayment } from '@/lib/domain/payments/payments'
import type { PurchaseContext } from '@/lib/domain/purchases/quotes'
import { readAuthor } from '@/lib/domain/users'
import type { Payment } from '@/lib/ledger/payment-build'
import { checkExecutedPayment } from '@/lib/ledger/payment-check'
import type { ExecutedTransaction } from '@/lib/ledger/port'
import { formatSol } from '@/lib/money'
import { NOT_SENT, notifyBoth, type RefundRow, setRefundStatus, whatWasPaid } from './debts'

const AT_ONCE = 8
/** One that was offered or sent is compared with the ledger this often. */
const LOOK_EVERY_MS = 2_000

/** What the creator is asked to sign. */
export async function refundPayment({ db }: PurchaseContext, row: RefundRow): Promise<Payment> {
  const buyers = alias(users, 'buyers')
  const [wallets] = await db.read
    .select({ creator: users.wallet, buyer: buyers.wallet })
    .from(users)
    .innerJoin(buyers, eq(buyers.id, row.buyerId))
    .where(eq(users.id, row.creatorId))
  if (wallets === undefined) throw new Error(`refund ${row.id} has lost its people`)
  return {
    payer: wallets.creator,
    splits: [{ role: 'buyer', wallet: wallets.buyer, lamports: row.amountLamports }],
    reference: row.reference,
    memo: row.id,
  }
}

/**
 * Brings a refund in line with the ledger: found there it is paid, what was signed is sent again while it can land, and
 * what can no longer land is not offered any more.
 */
export async function settleRefund(context: PurchaseContext, row: RefundRow): Promise<RefundRow> {
  if (row.status !== 'owed' || row.lastValidBlockHeight === null) return row
  if (row.signedTransaction !== null) await context.ledger.send(row.signedTransaction)
  const payment = await refundPayment(context, row)
  const { finalizedHeight, signatures } = await context.ledger.search(row.reference)
  for (const { signature, error } of signatures.toReversed()) {
    if (error !== null) continue
    const executed = await context.ledger.transaction(signature)
    if (executed !== null && checkExecutedPayment(executed, payment).ok)
      return bookRefund(context, row.id, executed)
  }
  const failed = signatures.some(({ signature, error }) => error !== null && signature === row.signature)
  if (failed) return withdraw(context, row)
  if (finalizedHeight <= row.lastValidBlockHeight) return row
  // The node that was searched may have forgotten it.
  if (
    row.signature !== null &&
    (await context.ledger.fate(row.signature, row.lastValidBlockHeight)) !== 'vanished'
  )
    return row
  return withdraw(context, row)
}

/** Its transaction can no longer land: another one may be asked for. */
async function withdraw({ db }: PurchaseContext, row: RefundRow): Promise<RefundRow> {
  const unchanged = and(
    eq(refunds.id, row.id),
    eq(refunds.status, 'owed'),
    eq(refunds.blockhash, row.blockhash ?? ''),
    row.signature === null ? isNull(refunds.signature) : eq(refunds.signature, row.signature),
  )
  const [withdrawn] = await db.transact((tx) =>
    tx.sql.update(refunds).set(NOT_SENT).where(unchanged).returning(),
  )
  if (withdrawn !== undefined) return withdrawn
  const [current] = await db.read.select().from(refunds).where(eq(refunds.id, row.id))
  return current ?? row
}

/** Books what the creator has paid back, and tells both. Booking it again changes nothing. */
export async function bookRefund(
  context: PurchaseContext,
  refundId: string,
  executed: ExecutedTransaction,
): Promise<RefundRow> {
  const lastValidBlockHeight = await lastValidOf(context, executed)
  return context.db.transact(async (tx) => {
    const [row] = await tx.sql.select().from(refunds).where(eq(refunds.id, refundId)).for('no key update')
    if (row === undefined) throw new Error(`there is no refund ${refundId}`)
    const known = await readPayment(tx, executed.signature)
    if (known !== null && known.state !== VANISHED) return row
    const [purchase] = await tx.sql.select().from(purchases).where(eq(purchases.id, row.purchaseId))
    if (purchase === undefined) throw new Error(`refund ${refundId} has lost its purchase`)
    const at = context.now()
    const { signature } = executed
    await writePayment(tx, {
      signature,
      purchaseId: row.purchaseId,
      state: 'refund',
      amountLamports: row.amountLamports,
      feeLamports: executed.feeLamports,
      slot: executed.slot,
      transaction: executed.bytes,
      lastValidBlockHeight,
      executedAt: executed.executedAt,
      seenAt: at,
      finalizedAt: executed.finalized ? at : null,
    })
    const lines = refundLines(await saleOf(tx, purchase))
    await writeEntry(tx, { purchaseId: row.purchaseId, kind: 'refund', signature, lines })
    const paid = await setRefundStatus(tx, refundId, 'paid', {
      signature,
      submittedAt: row.submittedAt ?? at,
      paidAt: at,
      nextLookAt: null,
    })
    const what = await whatWasPaid(tx.sql, row.purchaseId)
    const buyer = await readAuthor(tx.sql, row.buyerId)
    const creator = await readAuthor(tx.sql, row.creatorId)
    const sol = `${formatSol(row.amountLamports)} SOL`
    await notifyBoth(tx, row, {
      dedupeKey: `refund-paid:${signature}`,
      buyer: { title: `${creator.displayName} paid you ${sol} back`, body: what, href: '/library' },
      creator: { title: `You paid ${buyer.displayName} ${sol} back`, body: what, href: '/studio' },
    })
    return paid
  })
}

/** Settles the refunds that were offered or sent, when it is time. Answers how many. */
export async function settleRefunds(context: PurchaseContext, which: 'due' | 'all' = 'due'): Promise<number> {
  const now = context.now()
  const wanted = which === 'due' ? lte(refunds.nextLookAt, now) : isNotNull(refunds.nextLookAt)
  const claimed = await context.db.transact((tx) =>
    tx.sql
      .update(refunds)
      .set({ nextLookAt: nextLook(now) })
      .where(wanted)
      .returning(),
  )
  await eachAtOnce(AT_ONCE, claimed, (row) => settleRefund(context, row))
  return claimed.length
}

export function nextLook(now: Date): Date {
  return new Date(now.getTime() + LOOK_EVERY_MS)
}
