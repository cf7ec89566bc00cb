import { and, eq, isNull, or } from 'drizzle-orm'
import { refunds } from '@/lib/db/tables/payments'
import type { Viewer } from '@/lib/domain/context'
import type { PurchaseContext } from '@/lib/domain/purchases/quotes'
import { AppError } from '@/lib/errors'
import { buildPayment } from '@/lib/ledger/payment-build'
import { checkExecutedPayment, checkOfferedPayment, tablesOf } from '@/lib/ledger/payment-check'
import { readTransaction } from '@/lib/ledger/transaction'
import type { Refund, RefundOffer } from '@/lib/schema/refunds'
import { NOT_SENT, type RefundRow } from './debts'
import { readRefund } from './refunds'
import { bookRefund, nextLook, refundPayment, settleRefund } from './settlement'

/** How long a request waits for the network before it answers; the settlement goes on without it. */
const CONFIRM_TIMEOUT_MS = 20_000

/**
 * The transaction by which the creator pays the buyer back: the same one as long as it can land.
 * Throws `not_found` for anybody but the creator, `refund_closed` when nothing is owed, `already_submitted` while what
 * was sent may still land.
 */
export async function offerRefund(
  context: PurchaseContext,
  creator: Viewer,
  refundId: string,
): Promise<RefundOffer> {
  const row = await settleRefund(context, await readOwed(context, creator, refundId))
  if (row.status !== 'owed') throw new AppError('refund_closed')
  if (row.submittedAt !== null) throw new AppError('already_submitted')
  const offered = row.unsignedTransaction === null ? await offer(context, row) : row
  return {
    refund: await readRefund(context.db.read, creator, refundId),
    transaction: Buffer.from(offered.unsignedTransaction ?? []).toString('base64'),
  }
}

async function offer(context: PurchaseContext, row: RefundRow): Promise<RefundRow> {
  const blockhash = await context.ledger.latestBlockhash()
  const unsignedTransaction = buildPayment(await refundPayment(context, row), blockhash)
  const values = { ...blockhash, unsignedTransaction, nextLookAt: nextLook(context.now()) }
  const free = and(eq(refunds.id, row.id), eq(refunds.status, 'owed'), isNull(refunds.unsignedTransaction))
  const [offered] = await context.db.transact((tx) =>
    tx.sql.update(refunds).set(values).where(free).returning(),
  )
  return offered ?? readRow(context, row.id)
}

/**
 * Relays what the creator has signed and waits for its confirmation. Sending the same again is the same refund.
 * Throws as `offerRefund` does, and the codes of a transaction that is not the offered one or that the network refuses:
 * then nothing was charged.
 */
export async function submitRefund(
  context: PurchaseContext,
  creator: Viewer,
  refundId: string,
  bytes: Uint8Array,
): Promise<Refund> {
  const row = await readOwed(context, creator, refundId)
  const tables = await tablesOf(context.ledger, bytes)
  const check = checkOfferedPayment(bytes, await refundPayment(context, row), tables)
  if (!check.ok) throw new AppError(check.code, { detail: check.detail })
  if (row.status === 'owed') {
    const stored = await store(context, row, bytes, check.signature)
    if (stored.status === 'owed') await relay(context, stored)
  } else if (row.signature !== check.signature) throw new AppError('refund_closed')
  return readRefund(context.db.read, creator, refundId)
}

/** The bytes are kept before they are sent. */
async function store(
  context: PurchaseContext,
  row: RefundRow,
  bytes: Uint8Array,
  signature: string,
): Promise<RefundRow> {
  const blockhash = readTransaction(bytes)?.blockhash ?? ''
  const values = {
    signature,
    signedTransaction: bytes,
    submittedAt: context.now(),
    blockhash,
    lastValidBlockHeight:
      blockhash === row.blockhash && row.lastValidBlockHeight !== null
        ? row.lastValidBlockHeight
        : (await context.ledger.latestBlockhash()).lastValidBlockHeight,
    nextLookAt: nextLook(context.now()),
  }
  const free = and(
    eq(refunds.id, row.id),
    eq(refunds.status, 'owed'),
    or(isNull(refunds.signature), eq(refunds.signature, signature)),
  )
  const [stored] = await context.db.transact((tx) =>
    tx.sql.update(refunds).set(values).where(free).returning(),
  )
  if (stored !== undefined) return stored
  const current = await readRow(context, row.id)
  // The same transaction, sent twice at once, has paid it meanwhile.
  if (current.status === 'paid' && current.signature === signature) return current
  throw new AppError(current.status === 'owed' ? 'already_submitted' : 'refund_closed')
}

async function relay(context: PurchaseContext, row: RefundRow): Promise<void> {
  const { ledger, db } = context
  const sent = await ledger.send(row.signedTransaction ?? new Uint8Array())
  if (sent.outcome === 'unavailable') return
  if (sent.outcome === 'refused') {
    const mine = and(
      eq(refunds.id, row.id),
      eq(refunds.status, 'owed'),
      eq(refunds.signature, row.signature ?? ''),
    )
    const notSent = sent.final ? NOT_SENT : { signedTransaction: null, signature: null, submittedAt: null }
    await db.transact((tx) => tx.sql.update(refunds).set(notSent).where(mine))
    throw new AppError(sent.code, { detail: sent.detail })
  }
  const { outcome } = await ledger.confirm(sent.signature, {
    lastValidBlockHeight: row.lastValidBlockHeight ?? 0n,
    timeoutMs: CONFIRM_TIMEOUT_MS,
  })
  const executed = outcome === 'confirmed' ? await ledger.transaction(sent.signature) : null
  if (executed !== null && checkExecutedPayment(executed, await refundPayment(context, row)).ok) {
    await bookRefund(context, row.id, executed)
  } else if (outcome === 'failed' || outcome === 'expired') {
    await settleRefund(context, row)
    throw new AppError(outcome === 'failed' ? 'transaction_failed' : 'transaction_expired')
  }
}

/** Only the creator's own. */
async function readOwed({ db }: PurchaseContext, creator: Viewer, refundId: string): Promise<RefundRow> {
  const [row] = await db.read.select().from(refunds).where(eq(refunds.id, refundId))
  if (row?.creatorId !== creator.userId)
    throw new AppError('not_found', { detail: 'There is no such refund for you to pay.' })
  return row
}

async function readRow({ db }: PurchaseContext, refundId: string): Promise<RefundRow> {
  const [row] = await db.read.select().from(refunds).where(eq(refunds.id, refundId))
  if (row === undefined) throw new Error(`there is no refund ${refundId}`)
  return row
}
