import type { Database } from '@/lib/db/database'
import { readSnapshot } from '@/lib/db/snapshot'
import type { Ledger } from '@/lib/ledger/port'
import { type Balance, checkBalances, checkSubscriptions, readBalances } from './balances'
import { checkPayments, findUnbooked } from './check-chain'
import { checkEntries } from './check-entries'
import { checkPurchase, type Fault } from './check-purchase'
import { readFacts } from './facts'

export interface AuditContext {
  db: Database
  ledger: Ledger
  platformWallet: string
  now(): Date
}

export interface Audit {
  faults: Fault[]
  balances: Balance[]
  counts: { purchases: number; payments: number; refunds: number; entries: number }
}

interface Options {
  /** A payment so young, in milliseconds by the ledger's clock, may still wait for the server to book it. */
  graceMs?: number
}

/**
 * Compares the book with the purchases and with the chain, both ways. Changes nothing; the server may run meanwhile.
 * Throws `unavailable` when the ledger cannot be asked.
 */
export async function checkLedger(context: AuditContext, { graceMs = 0 }: Options = {}): Promise<Audit> {
  const { db, ledger, now } = context
  const faults: Fault[] = []
  const counts = { purchases: 0, payments: 0, refunds: 0, entries: 0 }
  for await (const facts of readFacts(db)) {
    counts.purchases += 1
    counts.payments += facts.payments.length
    counts.refunds += facts.refunds.length
    counts.entries += facts.entries.length
    faults.push(...checkPurchase(facts), ...checkEntries(facts), ...(await checkPayments(ledger, facts)))
  }
  const balances = await readSnapshot(db, async (reader) => {
    const read = await readBalances(reader)
    faults.push(...(await checkBalances(reader, read)), ...(await checkSubscriptions(reader, now())))
    return read
  })
  for await (const fault of findUnbooked(context, new Date(now().getTime() - graceMs))) faults.push(fault)
  return { faults, balances, counts }
}
