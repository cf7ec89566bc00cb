import { and, eq, isNull } from 'drizzle-orm'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { bookWhatWasPaid } from './found'
import type { TransferRow, Transfers } from './transfer'

/**
 * Brings a row in line with the ledger. What was signed is sent again while the row is open, as the process may have
 * ended, or the network have been away, before it was sent. Every payment found under the reference is booked, however
 * it got there: all signatures are looked at, as failed tries and strangers' junk carry the reference too. Where there
 * is none the row moves on, and is offered anew only when what was signed can never land.
 */
export async function settleTransfer<Row extends TransferRow>(
  kind: Transfers<Row>,
  context: PurchaseContext,
  row: Row,
): Promise<Row> {
  if (!kind.isFollowed(row)) return row
  const { ledger, db } = context
  // A newer version has taken over: it is the one that sends and books from now on.
  if (!(await db.schemaIsKnown())) return row
  if (row.status === kind.open && row.signedTransaction !== null && (await kind.isWanted(context, row)))
    await ledger.send(row.signedTransaction)
  const { finalizedHeight, signatures } = await ledger.search(row.reference)
  const { row: current, isComplete } = await bookWhatWasPaid(kind, context, row, signatures)
  if (current.status !== kind.open || !isComplete) return current

  const failed = signatures.find(({ signature, error }) => error !== null && signature === row.signature)
  if (failed?.error) return changeUnlessChanged(kind, context, row, kind.afterFailure(failed.error))
  const canStillLand = finalizedHeight <= (row.lastValidBlockHeight ?? 0n) || !(await isLost(context, row))
  const next = await kind.afterSearch(context, row, canStillLand)
  return next === null ? row : changeUnlessChanged(kind, context, row, next)
}

/** The same for whoever asks for the row: until a payment is booked, one may turn up. */
export async function settleUnlessPaid<Row extends TransferRow>(
  kind: Transfers<Row>,
  context: PurchaseContext,
  row: Row,
): Promise<Row> {
  return kind.isPaid(row) ? row : settleTransfer(kind, context, row)
}

/** Whether what was signed is known to nobody and can never land: the node that was searched may have forgotten it. */
async function isLost(
  { ledger }: PurchaseContext,
  { signature, lastValidBlockHeight }: TransferRow,
): Promise<boolean> {
  return signature === null || (await ledger.fate(signature, lastValidBlockHeight ?? 0n)) === 'vanished'
}

/** Only while it is open and has the transaction that `row` has; otherwise what others made of it is the answer. */
export async function changeUnlessChanged<Row extends TransferRow>(
  kind: Transfers<Row>,
  { db }: PurchaseContext,
  row: Row,
  values: Partial<Row>,
): Promise<Row> {
  const { table } = kind
  const unchanged = and(
    eq(table.id, row.id),
    eq(table.status, kind.open),
    row.blockhash === null ? isNull(table.blockhash) : eq(table.blockhash, row.blockhash),
    row.signature === null ? isNull(table.signature) : eq(table.signature, row.signature),
  )
  const [changed] = await db.transact((tx) => kind.update(tx, values, unchanged))
  return changed ?? kind.read(db.read, row.id)
}
