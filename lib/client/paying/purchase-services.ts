import type { FoundAccount, SignTransaction } from '@/lib/client/wallets/wallet'
import type { Purchase, PurchaseInput, PurchaseItem, Quote } from '@/lib/schema/purchases'

/** What buying needs from around it. The calls throw `ApiError`. */
export interface PurchaseServices {
  api: {
    getQuote(item: PurchaseItem): Promise<Quote>
    openPurchase(input: PurchaseInput, idempotencyKey: string): Promise<Purchase>
    submitPurchase(id: string, transaction: string): Promise<Purchase>
    getPurchase(id: string): Promise<Purchase>
    giveUpPurchase(id: string): Promise<Purchase>
  }
  /** The buyer's own wallet. */
  findAccount(): Promise<FoundAccount>
  sign: SignTransaction
  /** Remembers the open purchase of an item over a reload; null forgets it. */
  pending: {
    get(item: PurchaseItem): string | null
    set(item: PurchaseItem, purchaseId: string | null): void
  }
  onConfirmed(purchase: Purchase): void
}
