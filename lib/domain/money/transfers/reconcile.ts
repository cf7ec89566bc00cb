import { type SQL, sql } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import type { Tx } from '@/lib/db/transaction'
import { eachAtOnce } from '@/lib/domain/concurrency'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { settleTransfer } from './settle'
import type { TransferRow, Transfers } from './transfer'

/** A row that is open is compared with the ledger this often. */
export const RECONCILE_EVERY_SECONDS = 2
/** At once at most; the others are next. Of those that are closed few, as any number may be due after a pause. */
const CLAIM_MAX = { open: 200, closed: 50 }
/** A node answers slowly; this many questions are asked side by side. */
const AT_ONCE = 8

export interface Reconciled {
  settled: number
  /** More are due already. */
  hasMore: boolean
}

/** Those that somebody is waiting for, and those for which a payment could still turn up. */
export type Among = 'open' | 'closed'

export function firstReconcileAt(openedAt: Date): Date {
  return new Date(openedAt.getTime() + RECONCILE_EVERY_SECONDS * 1000)
}

/**
 * Settles rows whose time to be compared with the ledger has come, the oldest due first, and of the closed ones those
 * that are paid last. One that could not be settled does not hold up the others; its error is thrown at the end. What is
 * not begun when it is stopped is due at once for the next.
 */
export async function reconcileDue<Row extends TransferRow>(
  kind: Transfers<Row>,
  context: PurchaseContext,
  among: Among,
  stopped?: AbortSignal,
): Promise<Reconciled> {
  const claimed = await context.db.transact((tx) => claim(kind, tx, context.now(), among))
  const waiting = new Set(claimed)
  const settle = (row: Row) => {
    waiting.delete(row)
    return settleTransfer(kind, context, row)
  }
  try {
    await eachAtOnce(AT_ONCE, claimed, settle, stopped)
  } finally {
    if (waiting.size > 0) await handBack(kind, context, [...waiting])
  }
  return { settled: claimed.length - waiting.size, hasMore: claimed.length === CLAIM_MAX[among] }
}

/**
 * Takes the rows whose time has come, and sets their next time. Each goes to one taker, also where several processes
 * ask; one that is killed over it is taken again at the next time.
 *
 * The column is called `next_look_at`, as processes of an earlier release use it beside this one.
 */
async function claim<Row extends TransferRow>(
  kind: Transfers<Row>,
  tx: Tx,
  now: Date,
  among: Among,
): Promise<Row[]> {
  const { are, alwaysDue } = kind
  const limit = CLAIM_MAX[among]
  const due = sql`next_look_at <= ${now.toISOString()}::timestamptz`
  if (among === 'open') {
    const wanted = alwaysDue === null ? due : sql`(${due} or (next_look_at is null and ${alwaysDue}))`
    return claimWhere(
      kind,
      tx,
      now,
      sql`${are.open} and ${wanted} order by next_look_at nulls first limit ${limit}`,
    )
  }
  // In the order of the indexes.
  const next = (condition: SQL, count: number) =>
    claimWhere(kind, tx, now, sql`${condition} and ${due} order by next_look_at limit ${count}`)
  const rows = await next(are.unpaid, limit)
  return rows.length === limit ? rows : [...rows, ...(await next(are.paid, limit - rows.length))]
}

function claimWhere<Row extends TransferRow>(
  { table, update, nextReconcileAt }: Transfers<Row>,
  tx: Tx,
  now: Date,
  wanted: SQL,
): Promise<Row[]> {
  return update(
    tx,
    { nextLookAt: nextReconcileAt(sql`${now.toISOString()}::timestamptz`) },
    sql`${table.id} in (select id from ${table} where ${wanted} for no key update skip locked)`,
  )
}

async function handBack<Row extends TransferRow>(
  { table, update }: Transfers<Row>,
  { db, now }: PurchaseContext,
  rows: Row[],
): Promise<void> {
  const ids = rows.map(({ id }) => id)
  await db.transact((tx) =>
    update(tx, { nextLookAt: sql`${now().toISOString()}::timestamptz` }, anyOf(table.id, ids)),
  )
}
