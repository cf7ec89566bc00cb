import { sql } from 'drizzle-orm'
import type { Tx } from '@/lib/db/transaction'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { type PurchaseRow, splitsOf } from '@/lib/domain/money/purchases/rows'
import { oweRefund } from '@/lib/domain/money/refunds/debts'
import { readWallet } from '@/lib/domain/money/wallets'
import type { Stray } from '@/lib/ledger/executed-payment'
import type { ExecutedTransaction } from '@/lib/ledger/port'
import { surplusLines, writeEntry } from './book'
import { lockPurchase } from './payments'
import { lastValidOf, readPayment, VANISHED, writePayment } from './rows'

/**
 * Books what a transaction under the purchase's reference has paid that is not the offered one: it gives nothing, and is
 * owed back as it was paid. The purchase stays as it is. Booking it again changes nothing, and one that names something
 * else, under its reference too, is left for that.
 */
export async function bookStray(
  context: PurchaseContext,
  purchaseId: string,
  executed: ExecutedTransaction,
  { received, lamports, otherIds }: Stray,
): Promise<PurchaseRow> {
  const lastValidBlockHeight = await lastValidOf(context, executed)
  return context.db.transact(async (tx) => {
    const row = await lockPurchase(tx, purchaseId)
    const { signature } = executed
    const known = await readPayment(tx, signature)
    if (known !== null && known.state !== VANISHED) return row
    if (await belongsTo(tx, executed, otherIds)) return row
    const splits = splitsOf(row).map((split, index) => ({ ...split, lamports: received[index] ?? 0n }))
    const paid = { amountLamports: lamports, splits }
    const booking = { purchaseId, state: 'surplus', lastValidBlockHeight, seenAt: context.now() } as const
    await writePayment(tx, executed, { ...paid, ...booking })
    const buyerWallet = await readWallet(tx.sql, row.buyerId)
    await writeEntry(tx, {
      purchaseId,
      kind: 'payment',
      signature,
      lines: surplusLines({ ...paid, buyerWallet }),
    })
    await oweRefund(context, tx, row, {
      paymentSignature: signature,
      amountLamports: lamports,
      reason: 'not_as_offered',
    })
    return row
  })
}

/** Whether it has the reference of one of these purchases or refunds too. */
async function belongsTo(
  tx: Tx,
  { balances }: ExecutedTransaction,
  ids: readonly string[],
): Promise<boolean> {
  if (ids.length === 0) return false
  const wanted = sql`(select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`
  const { rows } = await tx.sql.execute<{ reference: string }>(sql`
    select reference from purchases where id in ${wanted} union all
    select reference from refunds where id in ${wanted}`)
  return rows.some(({ reference }) => balances.some(({ address }) => address === reference))
}
