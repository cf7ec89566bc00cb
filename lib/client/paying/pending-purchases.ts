import { tabMemory } from '@/lib/client/storage'
import type { PurchaseItem } from '@/lib/schema/purchases'
import { itemKey } from './purchase-state'

const PREFIX = 'fonana.purchase.'

/** The purchases this tab has open, by what they buy: a reload goes on with them. */
export const pendingPurchases = {
  get: (item: PurchaseItem): string | null => tabMemory.get(PREFIX + itemKey(item)),
  set(item: PurchaseItem, purchaseId: string | null): void {
    if (purchaseId === null) tabMemory.remove(PREFIX + itemKey(item))
    else tabMemory.set(PREFIX + itemKey(item), purchaseId)
  },
}
