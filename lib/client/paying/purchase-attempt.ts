import { randomId } from '@/lib/client/random-id'
import type { Purchase, PurchaseItem, Quote } from '@/lib/schema/purchases'
import type { PurchaseServices } from './purchase-services'

/** One try to pay: what must not be made twice is kept, so that trying again is the same purchase. */
export class PurchaseAttempt {
  readonly #idempotencyKey = randomId()
  /** The price that the dialog shows, and the only one that may be paid. */
  quote: Quote | null = null
  purchase: Purchase | null = null
  /** Base64 of what the wallet signed: sent again as it is, never signed anew while it can still land. */
  signed: string | null = null
  /** A phone, another tab or the page before a reload may be paying it too: leaving does not give it up. */
  isShared = false

  readonly item: PurchaseItem
  private readonly services: PurchaseServices

  constructor(item: PurchaseItem, services: PurchaseServices) {
    this.item = item
    this.services = services
  }

  /** Opens it once, at the price that was shown. Throws `ApiError`. */
  async open(): Promise<Purchase> {
    if (this.purchase !== null) return this.purchase
    const { item, quote } = this
    const input = quote ? { item, quoted: { amountLamports: quote.amountLamports, at: quote.at } } : { item }
    const purchase = await this.services.api.openPurchase(input, this.#idempotencyKey)
    this.#keep(purchase)
    return purchase
  }

  /** Goes on with a purchase that was opened before or elsewhere. */
  adopt(purchase: Purchase): void {
    this.isShared = true
    this.#keep(purchase)
  }

  /** Nobody pays for what the dialog does not show. */
  isAsShown({ amountLamports }: Purchase): boolean {
    return this.quote?.amountLamports === amountLamports
  }

  /** Nobody waits for it any more, here or anywhere else. */
  abandon(): void {
    const { purchase, isShared } = this
    if (isShared || purchase === null || purchase.status !== 'pending' || purchase.submitted) return
    this.forget()
    this.services.api.giveUpPurchase(purchase.id).catch(() => {})
  }

  forget(): void {
    this.services.pending.set(this.item, null)
    this.purchase = null
  }

  #keep(purchase: Purchase): void {
    this.purchase = purchase
    this.services.pending.set(this.item, purchase.id)
  }
}
