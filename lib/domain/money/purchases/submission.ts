import type { Viewer } from '@/lib/domain/context'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { submitTransfer } from '@/lib/domain/money/transfers/submit'
import type { Purchase } from '@/lib/schema/purchases'
import { readOwnPurchase, toPurchase } from './rows'
import { PURCHASES } from './settlement'

/**
 * Relays what the buyer has signed. Answers the purchase, `confirmed`, or `pending` when the network has not decided
 * yet. Throws `not_found`, `purchase_closed`, `not_for_sale` when it cannot be given any more, and as `submitTransfer`
 * does.
 */
export async function submitPurchase(
  context: PurchaseContext,
  buyer: Viewer,
  purchaseId: string,
  bytes: Uint8Array,
): Promise<Purchase> {
  const row = await readOwnPurchase(context.db.read, buyer, purchaseId)
  return toPurchase(await submitTransfer(PURCHASES, context, row, bytes))
}
