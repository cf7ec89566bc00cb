import { and, desc, gt, lt, ne } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { ledgerChecks, payments } from '@/lib/db/tables/payments'
import type { Ledger } from '@/lib/ledger/port'

/** Up to where a check has found everything in order. */
export type Checked = typeof ledgerChecks.$inferSelect

/** Null where nothing was ever in order, and where the chain is not the one of that time any more. */
export async function readLastCheck(db: Database, ledger: Ledger): Promise<Checked | null> {
  const [last] = await db.read.select().from(ledgerChecks).orderBy(desc(ledgerChecks.checkedAt)).limit(1)
  return last !== undefined && (await isStillThere(db, ledger, last)) ? last : null
}

/**
 * A ledger that was put back to an earlier state, or is another one, lacks the newest first. The first release wrote down
 * no slot.
 */
async function isStillThere(db: Database, ledger: Ledger, { beforeSlot }: Checked): Promise<boolean> {
  const [newest] = await db.read
    .select({ signature: payments.signature, slot: payments.slot })
    .from(payments)
    .where(and(ne(payments.state, 'vanished'), gt(payments.slot, 0n), lt(payments.slot, beforeSlot)))
    .orderBy(desc(payments.slot))
    .limit(1)
  if (newest === undefined) return true
  return (await ledger.transaction(newest.signature))?.slot === newest.slot
}

export async function keepCheck(db: Database, checked: Checked): Promise<void> {
  await db.transact((tx) => tx.sql.insert(ledgerChecks).values(checked).onConflictDoNothing())
}
