import { groupBy } from '@/lib/domain/group-by'
import {
  type BookLine,
  goodwillLines,
  refundLines,
  reversedLines,
  saleLines,
  surplusLines,
} from '@/lib/domain/money/payments/book'
import { toSplits } from '@/lib/domain/money/purchases/rows'
import type { PaymentState, Split } from '@/lib/schema/purchases'
import type { Fault } from './check-purchase'
import type { EntryFacts, PurchaseFacts } from './facts'

/** What the entries of a transaction amount to, once all are read. */
type Booked = 'sale' | 'surplus' | 'refund' | 'goodwill' | null

const BOOKED_AS: Record<PaymentState, readonly Booked[]> = {
  applied: ['sale'],
  surplus: ['surplus'],
  refund: ['refund', 'goodwill'],
  vanished: [null],
}

/** The book of one purchase: each line is what its payment says, and each entry adds up to zero. */
export function checkEntries(facts: PurchaseFacts): Fault[] {
  const faults = facts.entries.flatMap(sumFaults)
  const bySignature = groupBy(facts.entries, ({ signature }) => signature)
  for (const payment of facts.payments) {
    const { signature, state } = payment
    const sale = saleOf(facts, payment)
    const { booked, faults: wrong } = followEntries(sale, bySignature.get(signature) ?? [])
    faults.push(...wrong)
    if (!BOOKED_AS[state].includes(booked))
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
function followEntries(sale: SaleFacts, entries: readonly EntryFacts[]) {
  const faults: Fault[] = []
  let booked: Booked = null
  for (const entry of entries) {
    const expected = expectedOf(sale, entry, booked)
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
function expectedOf(sale: SaleFacts, entry: EntryFacts, booked: Booked): Expected | null {
  switch (entry.kind) {
    case 'reversal':
      return booked === null ? null : { booked: null, lines: reversedLines(linesOf(sale, booked)) }
    case 'refund': {
      if (booked !== null) return null
      // What is not owed ends no debt.
      const kind = entry.lines.some(({ account }) => account === 'owed_by_creator') ? 'refund' : 'goodwill'
      return { booked: kind, lines: linesOf(sale, kind) }
    }
    case 'payment': {
      if (booked !== null) return null
      const isSurplus = entry.lines.some(({ account }) => account === 'owed_to_buyer')
      const kind = isSurplus ? 'surplus' : 'sale'
      return { booked: kind, lines: linesOf(sale, kind) }
    }
  }
}

interface SaleFacts {
  buyerWallet: string
  amountLamports: bigint
  splits: Split[]
  /** Kept back of the referrer's share. */
  owed: { wallet: string; lamports: bigint }
  /** What the transaction itself has moved. */
  movedLamports: bigint
}

/** What a payment has moved, or what the payment that it pays back has. */
function saleOf(facts: PurchaseFacts, payment: PurchaseFacts['payments'][number]): SaleFacts {
  const { purchase, buyerWallet, referrerWallet } = facts
  const { amountLamports, splits } =
    payment.splits === null ? (paidBackBy(facts, payment) ?? purchase) : payment
  const owed = { wallet: referrerWallet ?? '', lamports: purchase.owedLamports }
  const movedLamports = payment.amountLamports
  return { buyerWallet, amountLamports, splits: toSplits(splits ?? purchase.splits), owed, movedLamports }
}

/** One that vanished is no refund's any more: there the amount tells. */
function paidBackBy(
  { payments, refunds }: PurchaseFacts,
  { signature, state, amountLamports }: PurchaseFacts['payments'][number],
) {
  const refund = refunds.find((one) => one.signature === signature)
  const isPaidBack = (other: PurchaseFacts['payments'][number]) =>
    refund === undefined
      ? state === 'vanished' && other.splits !== null && other.amountLamports === amountLamports
      : other.signature === refund.paymentSignature
  return payments.find((other) => other.signature !== signature && isPaidBack(other))
}

function linesOf(sale: SaleFacts, kind: NonNullable<Booked>): BookLine[] {
  switch (kind) {
    case 'sale':
      return saleLines(sale, sale.owed)
    case 'surplus':
      return surplusLines(sale)
    case 'refund':
      return refundLines(sale)
    case 'goodwill':
      return goodwillLines(sale, sale.movedLamports, sale.owed.lamports)
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
