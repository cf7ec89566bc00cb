import { readClock } from '@/lib/db/clock'
import type { Database } from '@/lib/db/database'
import { readSnapshot } from '@/lib/db/snapshot'
import type { Ledger } from '@/lib/ledger/port'
import { type Balance, checkBalances, checkSubscriptions, readBalances } from './balances'
import { checkPayments, findUnbooked } from './check-chain'
import { checkEntries } from './check-entries'
import { checkPurchase, type Fault } from './check-purchase'
import { readFacts, readNewFacts } from './facts'
import type { Checked } from './last-check'
import { Reach } from './reach'

export interface AuditContext {
  db: Database
  ledger: Ledger
  platformWallet: string
  now(): Date
}

export interface Audit {
  faults: Fault[]
  balances: Balance[]
  /** Of what was looked at one by one. */
  counts: { purchases: number; payments: number; refunds: number; entries: number }
  /** To be kept when nothing is at fault. */
  checked: Checked
}

interface Options {
  /** A payment so young, in milliseconds by the ledger's clock, may still wait for the server to book it. */
  graceMs?: number
  /** One node may be behind another: so many slots before the newest final one are looked at again by the next check. */
  lagSlots?: bigint
  /** Looks only at what is new since; the sums, and what runs, are those of everything all the same. */
  last?: Checked | null
}

/**
 * Compares the book with the purchases and with the chain, both ways. Changes nothing; the server may run meanwhile.
 * Throws `unavailable` when the ledger cannot be asked.
 */
export async function checkLedger(
  context: AuditContext,
  { graceMs = 0, lagSlots = 0n, last = null }: Options = {},
): Promise<Audit> {
  const { db, ledger, now } = context
  const checkedAt = await readClock(db.read)
  const faults: Fault[] = []
  const counts = { purchases: 0, payments: 0, refunds: 0, entries: 0 }
  for await (const facts of last === null ? readFacts(db) : readNewFacts(db, last)) {
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
  const fromSlot = last?.beforeSlot ?? 0n
  const reach = new Reach(fromSlot)
  const until = new Date(now().getTime() - graceMs)
  for await (const fault of findUnbooked(context, { fromSlot, until, reach })) faults.push(fault)
  const safe = reach.beforeSlot - lagSlots
  const beforeSlot = safe > fromSlot ? safe : fromSlot
  return { faults, balances, counts, checked: { checkedAt, beforeSlot } }
}
