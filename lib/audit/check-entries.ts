import { groupBy } from '@/lib/domain/group-by'
import {
  type BookLine,
  refundLines,
  reversedLines,
  saleLines,
  surplusLines,
} from '@/lib/domain/payments/book'
import { splitsOf } from '@/lib/domain/purchases/rows'
import type { PaymentState } from '@/lib/schema/purchases'
import type { Fault } from './check-purchase'
import type { EntryFacts, PurchaseFacts } from './facts'

/** What the entries of a transaction amount to, once all are read. */
type Booked = 'sale' | 'surplus' | 'refund' | null

const BOOKED_AS: Record<PaymentState, Booked> = {
  applied: 'sale',
  surplus: 'surplus',
  refund: 'refund',
  vanished: null,
}

/** The book of one purchase: each line is what its payment says, and each entry adds up to zero. */
export function checkEntries(facts: PurchaseFacts): Fault[] {
  const faults = facts.entries.flatMap(sumFaults)
  const bySignature = groupBy(facts.entries, ({ signature }) => signature)
  for (const { signature, state } of facts.payments) {
    const { booked, faults: wrong } = followEntries(facts, bySignature.get(signature) ?? [])
    faults.push(...wrong)
    if (booked !== BOOKED_AS[state])
      faults.push(`payment ${signature} is ${state}, but booked as ${booked ?? 'nothing'}`)
    bySignature.delete(signature)
  }
  for (const [signature, entries] of bySignature)
    faults.push(...entries.map(({ id }) => `entry ${id} is for ${signature}, which did not pay for it`))
  return faults.map((fault) => `purchase ${facts.purchase.id}: ${fault}`)
}

function sumFaults({ id, lines }: EntryFacts): Fault[] {
  const sum = lines.reduce((total, { lamports }) => total + lamports, 0n)
  if (lines.length === 0) return [`entry ${id} has no lines`]
  return sum === 0n ? [] : [`the lines of entry ${id} add up to ${sum}, not to 0`]
}

/** An entry is booked once, until it is reversed. */
function followEntries(facts: PurchaseFacts, entries: readonly EntryFacts[]) {
  const faults: Fault[] = []
  let booked: Booked = null
  for (const entry of entries) {
    const expected = expectedOf(facts, entry, booked)
    if (expected === null) {
      faults.push(`entry ${entry.id} is a ${entry.kind} of what is booked as ${booked ?? 'nothing'}`)
      continue
    }
    booked = expected.booked
    faults.push(...lineFaults(entry, expected.lines))
  }
  return { booked, faults }
}

interface Expected {
  booked: Booked
  lines: BookLine[]
}

/** Null when there cannot be such an entry now. */
function expectedOf(facts: PurchaseFacts, entry: EntryFacts, booked: Booked): Expected | null {
  switch (entry.kind) {
    case 'reversal':
      return booked === null ? null : { booked: null, lines: reversedLines(linesOf(facts, booked)) }
    case 'refund':
      return booked === null ? { booked: 'refund', lines: linesOf(facts, 'refund') } : null
    case 'payment': {
      if (booked !== null) return null
      const isSurplus = entry.lines.some(({ account }) => account === 'owed_to_buyer')
      const kind = isSurplus ? 'surplus' : 'sale'
      return { booked: kind, lines: linesOf(facts, kind) }
    }
  }
}

function linesOf(facts: PurchaseFacts, kind: NonNullable<Booked>): BookLine[] {
  const { purchase, buyerWallet, referrerWallet } = facts
  const sale = { buyerWallet, amountLamports: purchase.amountLamports, splits: splitsOf(purchase) }
  switch (kind) {
    case 'sale':
      return saleLines(sale, { wallet: referrerWallet ?? '', lamports: purchase.owedLamports })
    case 'surplus':
      return surplusLines(sale)
    case 'refund':
      return refundLines(sale)
  }
}

function lineFaults({ id, lines }: EntryFacts, expected: readonly BookLine[]): Fault[] {
  const faults: Fault[] = []
  const missing = [...expected]
  for (const line of lines) {
    const index = missing.findIndex(({ account }) => account === line.account)
    const [fair] = index < 0 ? [] : missing.splice(index, 1)
    const name = `line ${line.id} of entry ${id}`
    if (fair === undefined) faults.push(`${name}, ${line.account} ${line.lamports}, should not be there`)
    else if (fair.wallet !== line.wallet)
      faults.push(`${name}, ${line.account}, is of ${line.wallet}, not of ${fair.wallet}`)
    else if (fair.lamports !== line.lamports)
      faults.push(`${name}, ${line.account}, is ${line.lamports}, should be ${fair.lamports}`)
  }
  for (const { account, lamports } of missing)
    faults.push(`entry ${id} has no line for ${account}, ${lamports}`)
  return faults
}
