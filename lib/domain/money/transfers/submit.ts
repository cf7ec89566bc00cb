import { and, eq, isNull, or } from 'drizzle-orm'
import { uniqueViolation } from '@/lib/db/sql-errors'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { AppError } from '@/lib/errors'
import { checkExecutedPayment } from '@/lib/ledger/executed-payment'
import { checkOfferedPayment, tablesOf } from '@/lib/ledger/payment-check'
import { readTransaction } from '@/lib/ledger/transaction'
import { firstReconcileAt } from './reconcile'
import { changeUnlessChanged } from './settle'
import type { Submission, TransferRow, Transfers } from './transfer'

/** How long a request waits for the network before it answers; the settlement goes on without it. */
const CONFIRM_TIMEOUT_MS = 20_000

/**
 * Relays a signed transaction and waits for its confirmation. The signed bytes are stored before they are sent.
 * Sending the same again, also many times at once, is the same transfer: each gets the same answer.
 *
 * Answers the row: paid, or still open when the network has not decided yet. Throws what `requireOpen` does, the
 * `closed` of its kind, `already_submitted` when another signature may still land, and the codes of a transaction that
 * is not the offered one or that the network refuses. A refusal has charged nothing, and can be tried again.
 */
export async function submitTransfer<Row extends TransferRow>(
  kind: Transfers<Row>,
  context: PurchaseContext,
  row: Row,
  bytes: Uint8Array,
): Promise<Row> {
  const signature = await checkAgainstOffer(kind, context, row, bytes)
  if (kind.isDone(row, signature)) return row
  if (row.status !== kind.open) throw new AppError(kind.closed)
  await requireKnownSchema(context)
  if (row.submittedAt === null) await kind.requireOpen(context, row)

  const stored = await store(kind, context, row, bytes, signature)
  if (stored.status !== kind.open) return stored
  const sent = await context.ledger.send(bytes)
  switch (sent.outcome) {
    case 'unavailable':
      return stored
    case 'refused': {
      // Nothing was charged: it is as if it had not been submitted, unless somebody paid it meanwhile.
      const current = await changeUnlessChanged(kind, context, stored, kind.afterRefusal(sent.final))
      if (kind.isDone(current, signature)) return current
      throw new AppError(sent.code, { detail: sent.detail })
    }
    case 'accepted':
      return awaitConfirmation(kind, context, stored, sent.signature)
  }
}

/** What is relayed has to be booked by this very version: where a newer one has taken over, that one relays. */
async function requireKnownSchema({ db }: PurchaseContext): Promise<void> {
  if (await db.schemaIsKnown()) return
  throw new AppError('unavailable', {
    reason: 'newer_version',
    detail: 'A newer version is taking over. Try again in a moment.',
  })
}

async function checkAgainstOffer<Row extends TransferRow>(
  kind: Transfers<Row>,
  { db, ledger }: PurchaseContext,
  row: Row,
  bytes: Uint8Array,
): Promise<string> {
  const payment = await kind.paymentOf(db.read, row)
  const check = checkOfferedPayment(bytes, payment, await tablesOf(ledger, bytes))
  if (!check.ok) throw new AppError(check.code, { detail: check.detail })
  return check.signature
}

async function store<Row extends TransferRow>(
  kind: Transfers<Row>,
  { db, ledger, now }: PurchaseContext,
  row: Row,
  bytes: Uint8Array,
  signature: string,
): Promise<Row> {
  const blockhash = readTransaction(bytes)?.blockhash ?? ''
  const offeredUntil = blockhash === row.blockhash ? row.lastValidBlockHeight : null
  const submission: Submission = {
    signedTransaction: bytes,
    signature,
    submittedAt: now(),
    blockhash,
    // One that the wallet has renewed, we do not know how long ago, counts as made just now.
    lastValidBlockHeight: offeredUntil ?? (await ledger.latestBlockhash()).lastValidBlockHeight,
    nextLookAt: firstReconcileAt(now()),
  }
  const { table } = kind
  const free = and(
    eq(table.id, row.id),
    eq(table.status, kind.open),
    or(isNull(table.signature), eq(table.signature, signature)),
  )
  try {
    const [stored] = await db.transact((tx) => kind.update(tx, submission, free))
    if (stored !== undefined) return stored
  } catch (error) {
    if (uniqueViolation(error) === undefined) throw error
    throw new AppError('transaction_mismatch', { detail: 'This transaction has paid for something else.' })
  }
  const current = await kind.read(db.read, row.id)
  if (kind.isDone(current, signature)) return current
  throw new AppError(current.status === kind.open ? 'already_submitted' : kind.closed)
}

async function awaitConfirmation<Row extends TransferRow>(
  kind: Transfers<Row>,
  context: PurchaseContext,
  row: Row,
  signature: string,
): Promise<Row> {
  const { ledger, db } = context
  const confirmation = await ledger.confirm(signature, {
    lastValidBlockHeight: row.lastValidBlockHeight ?? 0n,
    timeoutMs: CONFIRM_TIMEOUT_MS,
  })
  switch (confirmation.outcome) {
    case 'confirmed': {
      const executed = await ledger.transaction(signature)
      if (executed === null) return row
      const check = checkExecutedPayment(executed, await kind.paymentOf(db.read, row))
      if (!check.ok) throw new AppError(check.code, { detail: check.detail })
      return kind.book(context, row.id, executed)
    }
    case 'failed': {
      const { code, detail } = confirmation.error
      await changeUnlessChanged(kind, context, row, kind.afterFailure(confirmation.error))
      throw new AppError(code, { detail })
    }
    case 'expired':
      return kind.afterExpiry(context, row)
    case 'pending':
      return row
  }
}
