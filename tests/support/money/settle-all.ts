import { sql } from 'drizzle-orm'
import { eachAtOnce } from '@/lib/domain/concurrency'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { PURCHASES } from '@/lib/domain/money/purchases/settlement'
import { GOODWILL } from '@/lib/domain/money/refunds/goodwill-settlement'
import { REFUNDS } from '@/lib/domain/money/refunds/settlement'
import { settleTransfer } from '@/lib/domain/money/transfers/settle'
import type { TransferRow, Transfers } from '@/lib/domain/money/transfers/transfer'

/** Compares all with the ledger that are still compared with it, whoever else has them in hand, as if it was their time. */
export const settleAllPurchases = (context: PurchaseContext) => settleAll(PURCHASES, context)
export async function settleAllRefunds(context: PurchaseContext): Promise<void> {
  await settleAll(REFUNDS, context)
  await settleAll(GOODWILL, context)
}

async function settleAll<Row extends TransferRow>(
  kind: Transfers<Row>,
  context: PurchaseContext,
): Promise<void> {
  const at = sql`${context.now().toISOString()}::timestamptz`
  const { open, unpaid, paid } = kind.are
  const wanted = sql`
    (next_look_at is not null or ${kind.alwaysDue ?? sql`false`}) and (${open} or ${unpaid} or ${paid})`
  const rows = await context.db.transact((tx) =>
    kind.update(tx, { nextLookAt: kind.nextReconcileAt(at) }, wanted),
  )
  await eachAtOnce(8, rows, (row) => settleTransfer(kind, context, row))
}
