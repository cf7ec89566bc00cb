import { and, asc, eq, gt, ne } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import type { Database } from '@/lib/db/database'
import { payments, refunds } from '@/lib/db/tables/payments'
import { creators, users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import { readScanned } from '@/lib/domain/money/payments/chain-scan'
import { paymentOf } from '@/lib/domain/money/purchases/rows'
import { checkExecutedPayment, strayOf } from '@/lib/ledger/executed-payment'
import type { Payment } from '@/lib/ledger/payment-build'
import type { ExecutedTransaction, Ledger, SignatureEntry } from '@/lib/ledger/port'
import type { Fault } from './check-purchase'
import { type PurchaseFacts, readFactsOf } from './facts'
import type { Reach } from './reach'

/** What is booked is on the ledger: it succeeded there and paid exactly that. */
export async function checkPayments(ledger: Ledger, facts: PurchaseFacts): Promise<Fault[]> {
  const faults: Fault[] = []
  for await (const { signature, executed } of readScanned(ledger, facts.payments)) {
    const fault = paymentFault(facts, signature, executed)
    if (fault !== null) faults.push(`purchase ${facts.purchase.id}: payment ${signature} ${fault}`)
  }
  return faults
}

function paymentFault(
  facts: PurchaseFacts,
  signature: string,
  executed: ExecutedTransaction | null,
): Fault | null {
  const payment = facts.payments.find((row) => row.signature === signature)
  if (payment === undefined || payment.state === 'vanished') {
    const isThere = executed?.finalized && executed.error === null
    return isThere ? 'is said to have vanished, but is on the ledger for good' : null
  }
  if (executed === null) return 'is not on the ledger'
  const terms = payment.state === 'refund' ? refundTerms(facts, signature) : purchaseTerms(facts)
  // Said already: there is no refund that it pays.
  if (terms === null) return null
  const check =
    payment.splits === null ? checkExecutedPayment(executed, terms) : checkStray(executed, terms, payment)
  if (!check.ok) return `is not what the ledger has: ${check.detail}`
  // The first release wrote down neither.
  if (payment.slot === 0n) return null
  if (executed.feeLamports !== payment.feeLamports)
    return `cost a fee of ${executed.feeLamports}, not of ${payment.feeLamports}`
  if (executed.slot !== payment.slot) return `is in slot ${executed.slot}, not in ${payment.slot}`
  return null
}

/** What was not as offered has to be as it is booked. */
function checkStray(
  executed: ExecutedTransaction,
  terms: Payment,
  { splits }: PurchaseFacts['payments'][number],
): { ok: true } | { ok: false; detail: string } {
  const booked = (splits ?? []).map(({ lamports }) => lamports).join(', ')
  const received = strayOf(executed, terms)?.received.join(', ') ?? 'nothing'
  return received === booked ? { ok: true } : { ok: false, detail: `it paid ${received}, not ${booked}` }
}

function purchaseTerms({ purchase, buyerWallet }: PurchaseFacts): Payment {
  return paymentOf(purchase, buyerWallet)
}

function refundTerms(facts: PurchaseFacts, signature: string): Payment | null {
  const refund = facts.refunds.find((row) => row.signature === signature)
  return refund === undefined ? null : termsOf(facts, refund)
}

function termsOf(
  { creatorWallet, buyerWallet }: PurchaseFacts,
  { id, reference, amountLamports }: PurchaseFacts['refunds'][number],
): Payment {
  const splits = [{ role: 'buyer' as const, wallet: buyerWallet, lamports: amountLamports }]
  return { payer: creatorWallet, splits, reference, memo: id }
}

interface ScanContext {
  db: Database
  ledger: Ledger
  platformWallet: string
}

interface Span {
  /** What happened in earlier slots was judged before. */
  fromSlot: bigint
  /** What is younger may still be booked. */
  until: Date
  /** Told of everything that is read. */
  reach: Reach
}

/** Looked up in the book together. */
const BATCH = 500

/**
 * The other way round: what the wallets of platform and creators have received under our references is booked. Read in
 * parts: of what is in order nothing is kept in memory.
 */
export async function* findUnbooked(
  { db, ledger, platformWallet }: ScanContext,
  { fromSlot, until, reach }: Span,
): AsyncIterable<Fault> {
  const seen = new Set<string>()
  for await (const wallet of walletsOf(db, platformWallet)) {
    for await (const batch of batchesOf(since(ledger.history(wallet), fromSlot))) {
      for (const entry of batch) reach.saw(entry)
      const booked = await readBooked(
        db,
        batch.map(({ signature }) => signature),
      )
      // What is not booked may name several of the wallets.
      const unknown = batch.filter(
        ({ signature, error }) => error === null && !booked.has(signature) && !seen.has(signature),
      )
      for (const { signature } of unknown) seen.add(signature)
      const slots = new Map(unknown.map(({ signature, slot }) => [signature, slot]))
      for await (const { signature, executed } of readScanned(ledger, unknown.reverse())) {
        if (executed !== null && executed.executedAt <= until) yield* unbookedFaults(db, executed)
        else reach.leftOpen(executed?.slot ?? slots.get(signature) ?? fromSlot)
      }
    }
  }
}

/** It is read newest first, and only so far. */
async function* since(history: AsyncIterable<SignatureEntry>, slot: bigint): AsyncIterable<SignatureEntry> {
  for await (const entry of history) {
    if (entry.slot < slot) return
    yield entry
  }
}

async function* walletsOf(db: Database, platformWallet: string): AsyncIterable<string> {
  yield platformWallet
  for (let after: string | null = null; ; ) {
    const rows: { id: string; wallet: string }[] = await db.read
      .select({ id: creators.id, wallet: users.wallet })
      .from(creators)
      .innerJoin(users, eq(users.id, creators.id))
      .where(after === null ? undefined : gt(creators.id, after))
      .orderBy(asc(creators.id))
      .limit(BATCH)
    for (const { wallet } of rows) if (wallet !== platformWallet) yield wallet
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
  }
}

async function* batchesOf(history: AsyncIterable<SignatureEntry>): AsyncIterable<SignatureEntry[]> {
  let batch: SignatureEntry[] = []
  for await (const entry of history) {
    batch.push(entry)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function* unbookedFaults(db: Database, executed: ExecutedTransaction): AsyncIterable<Fault> {
  const addresses = executed.balances.map(({ address }) => address)
  for (const purchaseId of await readNamed(db, addresses)) {
    const facts = await readFactsOf(db, purchaseId)
    if (facts === null || facts.payments.some(isBooked(executed))) continue
    const terms = [purchaseTerms(facts), ...facts.refunds.map((refund) => termsOf(facts, refund))]
    const stray = strayOf(executed, purchaseTerms(facts))
    const isStray = stray !== null && stray.otherIds.length === 0
    if (isStray || terms.some((payment) => checkExecutedPayment(executed, payment).ok))
      yield `purchase ${purchaseId}: ${executed.signature} has paid for it, but is not booked`
  }
}

const isBooked =
  ({ signature }: ExecutedTransaction) =>
  (payment: PurchaseFacts['payments'][number]) =>
    payment.signature === signature && payment.state !== 'vanished'

async function readBooked(db: Database, signatures: readonly string[]): Promise<Set<string>> {
  const rows = await db.read
    .select({ signature: payments.signature })
    .from(payments)
    .where(and(anyOf(payments.signature, signatures), ne(payments.state, 'vanished')))
  return new Set(rows.map(({ signature }) => signature))
}

/** The purchases whose reference, or that of their refund, is one of these addresses. */
async function readNamed(db: Database, addresses: readonly string[]): Promise<Set<string>> {
  const own = await db.read
    .select({ id: purchases.id })
    .from(purchases)
    .where(anyOf(purchases.reference, addresses))
  const paidBack = await db.read
    .select({ id: refunds.purchaseId })
    .from(refunds)
    .where(anyOf(refunds.reference, addresses))
  return new Set([...own, ...paidBack].map(({ id }) => id))
}
