import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { type LedgerAccount, ledgerEntries, ledgerLines } from '@/lib/db/tables/payments'
import type { Tx } from '@/lib/db/transaction'
import type { Split } from '@/lib/schema/purchases'

export interface BookLine {
  account: LedgerAccount
  wallet: string
  lamports: bigint
}

export interface Entry {
  purchaseId: string
  kind: 'payment' | 'refund' | 'reversal'
  /** Of the transaction that is booked, or whose booking is reversed. */
  signature: string
  lines: BookLine[]
}

interface Sale {
  buyerWallet: string
  amountLamports: bigint
  splits: readonly Split[]
}

/** A payment that bought something; with a referrer's share that was kept back, the platform owes it. */
export function saleLines(
  sale: Sale,
  owedToReferrer: { wallet: string; lamports: bigint } | null,
): BookLine[] {
  if (owedToReferrer === null || owedToReferrer.lamports === 0n) return moved(sale)
  const { wallet, lamports } = owedToReferrer
  return [...moved(sale), ...debt('owed_by_platform', platformOf(sale), 'owed_to_referrer', wallet, lamports)]
}

/** A payment for which nothing could be given: the creator owes the buyer all of it. */
export function surplusLines(sale: Sale): BookLine[] {
  return [...moved(sale), ...creatorOwesBuyer(sale, sale.amountLamports)]
}

/**
 * The creator has paid it back, which ends that debt. What platform and referrer had of it the platform owes the
 * creator from now on: they had it for nothing.
 */
export function refundLines(sale: Sale): BookLine[] {
  const { buyerWallet, amountLamports } = sale
  const creator = creatorOf(sale)
  const sharesOfOthers = sale.splits.reduce(
    (sum, { role, lamports }) => (role === 'creator' ? sum : sum + lamports),
    0n,
  )
  return [
    { account: 'creator', wallet: creator, lamports: -amountLamports },
    { account: 'buyer', wallet: buyerWallet, lamports: amountLamports },
    ...creatorOwesBuyer(sale, -amountLamports),
    ...debt('owed_by_platform', platformOf(sale), 'owed_to_creator', creator, sharesOfOthers),
  ]
}

/**
 * The creator gives something back that they do not owe. Of the platform's own share the platform owes them as great a
 * part of it, rounded down; a referrer keeps theirs.
 */
export function goodwillLines(sale: Sale, givenLamports: bigint, keptForReferrer: bigint): BookLine[] {
  const { buyerWallet, amountLamports, splits } = sale
  const creator = creatorOf(sale)
  const platform = splits.find(({ role }) => role === 'platform')?.lamports ?? 0n
  const returned = ((platform - keptForReferrer) * givenLamports) / amountLamports
  return [
    { account: 'creator', wallet: creator, lamports: -givenLamports },
    { account: 'buyer', wallet: buyerWallet, lamports: givenLamports },
    ...debt('owed_by_platform', platformOf(sale), 'owed_to_creator', creator, returned),
  ]
}

export function reversedLines(lines: readonly BookLine[]): BookLine[] {
  return lines.map((line) => ({ ...line, lamports: -line.lamports }))
}

/** What changed hands on the ledger, the network's fee apart. */
function moved({ buyerWallet, amountLamports, splits }: Sale): BookLine[] {
  const paid = splits.filter(({ lamports }) => lamports > 0n)
  return [
    { account: 'buyer', wallet: buyerWallet, lamports: -amountLamports },
    ...paid.map(({ role, wallet, lamports }) => ({ account: role, wallet, lamports })),
  ]
}

function creatorOwesBuyer(sale: Sale, lamports: bigint): BookLine[] {
  return debt('owed_by_creator', creatorOf(sale), 'owed_to_buyer', sale.buyerWallet, lamports)
}

function debt(
  by: LedgerAccount,
  byWallet: string,
  to: LedgerAccount,
  toWallet: string,
  lamports: bigint,
): BookLine[] {
  if (lamports === 0n) return []
  return [
    { account: by, wallet: byWallet, lamports: -lamports },
    { account: to, wallet: toWallet, lamports },
  ]
}

const creatorOf = (sale: Sale) => walletOf(sale, 'creator')
const platformOf = (sale: Sale) => walletOf(sale, 'platform')

function walletOf({ splits }: Sale, role: Split['role']): string {
  return splits.find((split) => split.role === role)?.wallet ?? ''
}

/** Throws when the lines do not add up to zero: nothing of the kind is ever written. */
export async function writeEntry(tx: Tx, { lines, ...entry }: Entry): Promise<void> {
  const sum = lines.reduce((total, { lamports }) => total + lamports, 0n)
  if (sum !== 0n) throw new Error(`the lines of ${entry.kind} ${entry.signature} add up to ${sum}`)
  const rows = lines.map((line) => ({ ...line, lamports: line.lamports.toString() }))
  await tx.sql.execute(sql`
    with entry as (
      insert into ledger_entries (purchase_id, kind, signature)
      values (${entry.purchaseId}, ${entry.kind}, ${entry.signature}) returning id)
    insert into ledger_lines (entry_id, account, wallet, lamports)
    select entry.id, line.account, line.wallet, line.lamports
    from entry, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as line(account text, wallet text, lamports bigint)`)
}

/** Takes back what was last booked for a transaction, by an entry of its own. */
export async function reverseEntry(tx: Tx, purchaseId: string, signature: string): Promise<void> {
  const [entry] = await tx.sql
    .select({ id: ledgerEntries.id })
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.signature, signature), inArray(ledgerEntries.kind, ['payment', 'refund'])))
    .orderBy(desc(ledgerEntries.id))
    .limit(1)
  if (entry === undefined) throw new Error(`nothing is booked for ${signature}`)
  const lines = await tx.sql
    .select({ account: ledgerLines.account, wallet: ledgerLines.wallet, lamports: ledgerLines.lamports })
    .from(ledgerLines)
    .where(eq(ledgerLines.entryId, entry.id))
  await writeEntry(tx, { purchaseId, kind: 'reversal', signature, lines: reversedLines(lines) })
}
