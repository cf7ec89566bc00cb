import { eq, sql } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { judgedSignatures, payments } from '@/lib/db/tables/payments'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { checkExecutedPayment } from '@/lib/ledger/executed-payment'
import type { ExecutedTransaction, Ledger, SignatureEntry } from '@/lib/ledger/port'
import type { TransferRow, Transfers } from './transfer'

/** Transactions that one look reads, of those that nobody has judged yet. */
const READ_MAX = 50
const READ_AT_ONCE = 8

interface Booked<Row> {
  row: Row
  /** Whether all that is found was looked at: otherwise nothing may be concluded from what was not booked. */
  isComplete: boolean
}

/**
 * The oldest first: it is the one that counts. One that the ledger does not tell hides none of the others. What was
 * judged for good is not read again, and one look reads so many at most: anybody can send what carries the reference.
 */
export async function bookWhatWasPaid<Row extends TransferRow>(
  kind: Transfers<Row>,
  context: PurchaseContext,
  row: Row,
  signatures: readonly SignatureEntry[],
): Promise<Booked<Row>> {
  const executed = signatures.filter(({ error }) => error === null)
  if (executed.length === 0) return { row, isComplete: true }
  const known = await readKnown(context.db.read, kind.purchaseIdOf(row), row.reference)
  const unknown = executed.filter(({ signature }) => !known.has(signature))
  if (unknown.length === 0) return { row, isComplete: true }
  const payment = await kind.paymentOf(context.db.read, row)
  const judged: SignatureEntry[] = []
  let failure: { error: unknown } | null = null
  let current = row
  for await (const { entry, transaction, error } of readEach(
    context.ledger,
    withinBudget(unknown).toReversed(),
  )) {
    if (error !== undefined) failure ??= { error }
    if (transaction === null) continue
    if (checkExecutedPayment(transaction, payment).ok) {
      current = await kind.book(context, row.id, transaction)
      if (!kind.isFollowed(current)) break
    } else {
      judged.push(entry)
      current = await kind.bookOther(context, current, transaction, payment)
    }
  }
  await rememberJudged(context, row.reference, judged)
  if (failure !== null && current.status === kind.open) throw failure.error
  return { row: current, isComplete: unknown.length <= READ_MAX }
}

interface Read {
  entry: SignatureEntry
  transaction: ExecutedTransaction | null
  error?: unknown
}

/** In their order, a few at once: a node answers slowly. */
async function* readEach(ledger: Ledger, entries: readonly SignatureEntry[]): AsyncIterable<Read> {
  for (let from = 0; from < entries.length; from += READ_AT_ONCE) {
    yield* await Promise.all(
      entries.slice(from, from + READ_AT_ONCE).map(async (entry) => {
        try {
          return { entry, transaction: await ledger.transaction(entry.signature) }
        } catch (error) {
          return { entry, transaction: null, error }
        }
      }),
    )
  }
}

/** The newest, as whoever pays now is waiting, and the oldest, so that all have their turn. */
function withinBudget(entries: readonly SignatureEntry[]): readonly SignatureEntry[] {
  if (entries.length <= READ_MAX) return entries
  return [...entries.slice(0, READ_MAX / 2), ...entries.slice(-READ_MAX / 2)]
}

/** What is booked, and what is known to pay nothing. */
async function readKnown(reader: Reader, purchaseId: string, reference: string): Promise<Set<string>> {
  const booked = await reader
    .select({ signature: payments.signature, state: payments.state })
    .from(payments)
    .where(eq(payments.purchaseId, purchaseId))
  const judged = await reader
    .select({ signature: judgedSignatures.signature })
    .from(judgedSignatures)
    .where(eq(judgedSignatures.reference, reference))
  const standing = booked.filter(({ state }) => state !== 'vanished')
  return new Set([...standing, ...judged].map(({ signature }) => signature))
}

/** Only what the network cannot undo, and what was not booked: a payment that vanishes may come back. */
async function rememberJudged(
  { db }: PurchaseContext,
  reference: string,
  judged: readonly SignatureEntry[],
): Promise<void> {
  const final = judged.filter(({ finalized }) => finalized).map(({ signature }) => signature)
  if (final.length === 0) return
  await db.transact((tx) =>
    tx.sql.execute(sql`
      insert into judged_signatures (reference, signature)
      select ${reference}, value from jsonb_array_elements_text(${JSON.stringify(final)}::jsonb)
      where not exists (select 1 from payments where payments.signature = value)
      on conflict do nothing`),
  )
}
