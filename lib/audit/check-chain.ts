import { eq } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { payments, refunds } from '@/lib/db/tables/payments'
import { creators, users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import { readScanned, scanWallets } from '@/lib/domain/payments/chain-scan'
import { paymentOf } from '@/lib/domain/purchases/rows'
import type { Payment } from '@/lib/ledger/payment-build'
import { checkExecutedPayment } from '@/lib/ledger/payment-check'
import type { ExecutedTransaction, Ledger } from '@/lib/ledger/port'
import type { Fault } from './check-purchase'
import { type PurchaseFacts, readFactsOf } from './facts'

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
  const check = checkExecutedPayment(executed, terms)
  if (!check.ok) return `is not what the ledger has: ${check.detail}`
  if (executed.feeLamports !== payment.feeLamports)
    return `cost a fee of ${executed.feeLamports}, not of ${payment.feeLamports}`
  if (executed.slot !== payment.slot) return `is in slot ${executed.slot}, not in ${payment.slot}`
  return null
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

/** The other way round: what the wallets of platform and creators have received under our references is booked. */
export async function* findUnbooked(
  { db, ledger, platformWallet }: ScanContext,
  until: Date,
): AsyncIterable<Fault> {
  const wallets = await db.read
    .select({ wallet: users.wallet })
    .from(creators)
    .innerJoin(users, eq(users.id, creators.id))
  const entries = await scanWallets(ledger, [platformWallet, ...wallets.map(({ wallet }) => wallet)])
  const [booked, owners] = await Promise.all([readBooked(db), readReferences(db)])
  const unknown = entries.filter(({ signature }) => !booked.has(signature))
  for await (const { executed } of readScanned(ledger, unknown)) {
    if (executed === null || executed.executedAt > until) continue
    const named = new Set(executed.balances.flatMap(({ address }) => owners.get(address) ?? []))
    for (const purchaseId of named) {
      const facts = await readFactsOf(db, purchaseId)
      if (facts === null || facts.payments.some(isBooked(executed))) continue
      const terms = [purchaseTerms(facts), ...facts.refunds.map((refund) => termsOf(facts, refund))]
      if (terms.some((payment) => checkExecutedPayment(executed, payment).ok))
        yield `purchase ${purchaseId}: ${executed.signature} has paid for it, but is not booked`
    }
  }
}

const isBooked =
  ({ signature }: ExecutedTransaction) =>
  (payment: PurchaseFacts['payments'][number]) =>
    payment.signature === signature && payment.state !== 'vanished'

async function readBooked(db: Database): Promise<Set<string>> {
  const rows = await db.read.select({ signature: payments.signature, state: payments.state }).from(payments)
  return new Set(rows.filter(({ state }) => state !== 'vanished').map(({ signature }) => signature))
}

/** Which purchase a reference belongs to, be it its own or that of its refund. */
async function readReferences(db: Database): Promise<Map<string, string>> {
  const own = await db.read.select({ reference: purchases.reference, id: purchases.id }).from(purchases)
  const paidBack = await db.read
    .select({ reference: refunds.reference, id: refunds.purchaseId })
    .from(refunds)
  return new Map([...own, ...paidBack].map(({ reference, id }) => [reference, id]))
}
