import { aliasedTable, and, asc, eq, gt, gte, isNull, ne, or } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import { anyOf } from '@/lib/db/any-of'
import type { Database } from '@/lib/db/database'
import type { Reader } from '@/lib/db/reader'
import { readSnapshot } from '@/lib/db/snapshot'
import { ledgerEntries, ledgerLines, payments, refunds } from '@/lib/db/tables/payments'
import { creators, users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import { groupBy } from '@/lib/domain/group-by'
import type { Checked } from './last-check'

export type EntryFacts = typeof ledgerEntries.$inferSelect & { lines: (typeof ledgerLines.$inferSelect)[] }

/** All that is written about one purchase and its money. Of the book nothing stands outside of these. */
export interface PurchaseFacts {
  purchase: typeof purchases.$inferSelect
  buyerWallet: string
  creatorWallet: string
  referrerWallet: string | null
  payments: (typeof payments.$inferSelect)[]
  refunds: (typeof refunds.$inferSelect)[]
  /** In the order in which they were booked. */
  entries: EntryFacts[]
}

const BATCH = 200

/** Every purchase there is, each as it was at one moment. */
export async function* readFacts(db: Database): AsyncIterable<PurchaseFacts> {
  let after: string | null = null
  for (;;) {
    const batch: PurchaseFacts[] = await readSnapshot(db, (reader) => readBatch(reader, after))
    yield* batch
    const last = batch.at(-1)
    if (last === undefined) return
    after = last.purchase.id
  }
}

/** A transaction may be under way so long after the moment it is written down with, and a clock be off. */
const UNDER_WAY_MS = 10 * 60 * 1000

/**
 * The purchases of which something is new since a check, each as it was at one moment: what was written since, what the
 * chain may have undone since, and what was not booked yet.
 */
export async function* readNewFacts(
  db: Database,
  { checkedAt, beforeSlot }: Checked,
): AsyncIterable<PurchaseFacts> {
  const since = new Date(checkedAt.getTime() - UNDER_WAY_MS)
  const rows = await unionAll(
    db.read.select({ id: purchases.id }).from(purchases).where(gt(purchases.createdAt, since)),
    db.read
      .select({ id: ledgerEntries.purchaseId })
      .from(ledgerEntries)
      .where(gt(ledgerEntries.createdAt, since)),
    db.read
      .select({ id: payments.purchaseId })
      .from(payments)
      .where(
        or(gte(payments.slot, beforeSlot), and(isNull(payments.finalizedAt), ne(payments.state, 'vanished'))),
      ),
  )
  const ids = [...new Set(rows.map(({ id }) => id))]
  for (let from = 0; from < ids.length; from += BATCH) {
    const some = ids.slice(from, from + BATCH)
    yield* await readSnapshot(db, async (reader) =>
      gather(reader, await selectParties(reader).where(anyOf(purchases.id, some))),
    )
  }
}

/** Null when there is no such purchase. */
export async function readFactsOf(db: Database, purchaseId: string): Promise<PurchaseFacts | null> {
  const [facts] = await readSnapshot(db, async (reader) =>
    gather(reader, await selectParties(reader).where(eq(purchases.id, purchaseId))),
  )
  return facts ?? null
}

async function readBatch(reader: Reader, after: string | null): Promise<PurchaseFacts[]> {
  const rows = await selectParties(reader)
    .where(after === null ? undefined : gt(purchases.id, after))
    .orderBy(asc(purchases.id))
    .limit(BATCH)
  return gather(reader, rows)
}

function selectParties(reader: Reader) {
  const sellers = aliasedTable(users, 'sellers')
  const referrers = aliasedTable(users, 'referrers')
  return reader
    .select({
      purchase: purchases,
      buyerWallet: users.wallet,
      creatorWallet: sellers.wallet,
      referrerWallet: referrers.wallet,
    })
    .from(purchases)
    .innerJoin(users, eq(users.id, purchases.buyerId))
    .innerJoin(creators, eq(creators.id, purchases.creatorId))
    .innerJoin(sellers, eq(sellers.id, purchases.creatorId))
    .leftJoin(referrers, eq(referrers.id, creators.referredById))
    .$dynamic()
}

async function gather(
  reader: Reader,
  rows: Omit<PurchaseFacts, 'payments' | 'refunds' | 'entries'>[],
): Promise<PurchaseFacts[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ purchase }) => purchase.id)
  const of = <T extends { purchaseId: string }>(items: T[]) => groupBy(items, ({ purchaseId }) => purchaseId)
  const paid = of(
    await reader
      .select()
      .from(payments)
      .where(anyOf(payments.purchaseId, ids))
      .orderBy(asc(payments.signature)),
  )
  const owed = of(
    await reader.select().from(refunds).where(anyOf(refunds.purchaseId, ids)).orderBy(asc(refunds.id)),
  )
  const booked = of(await readEntries(reader, ids))
  return rows.map((row) => ({
    ...row,
    payments: paid.get(row.purchase.id) ?? [],
    refunds: owed.get(row.purchase.id) ?? [],
    entries: booked.get(row.purchase.id) ?? [],
  }))
}

async function readEntries(reader: Reader, purchaseIds: string[]): Promise<EntryFacts[]> {
  const entries = await reader
    .select()
    .from(ledgerEntries)
    .where(anyOf(ledgerEntries.purchaseId, purchaseIds))
    .orderBy(asc(ledgerEntries.id))
  if (entries.length === 0) return []
  const lines = await reader
    .select()
    .from(ledgerLines)
    .where(
      anyOf(
        ledgerLines.entryId,
        entries.map(({ id }) => String(id)),
      ),
    )
    .orderBy(asc(ledgerLines.id))
  const byEntry = groupBy(lines, ({ entryId }) => entryId)
  return entries.map((entry) => ({ ...entry, lines: byEntry.get(entry.id) ?? [] }))
}
