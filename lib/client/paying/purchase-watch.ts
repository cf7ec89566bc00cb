import { nullIfUnreachable } from '@/lib/client/api/api-error'
import { backoff } from '@/lib/client/backoff'
import type { Purchase } from '@/lib/schema/purchases'

/** From this many on, looks at a purchase are eight seconds apart. */
const LOOKS_SLOWEST = 4
/** A phone pays whenever its owner is ready, and no event tells of a tip. */
const PHONE_LOOK_MS = 2_000

/** How long to wait before the next look, in milliseconds. */
export type Pace = (looks: number) => number

export const networkPace: Pace = (looks) => backoff(Math.min(looks, LOOKS_SLOWEST), 1)
export const phonePace: Pace = () => PHONE_LOOK_MS

/** Looks at a purchase until it is decided: again and again, and at once when something is heard of it. */
export class PurchaseWatch {
  #wake = () => {}

  /** `look` throws `ApiError`. */
  private readonly look: (id: string) => Promise<Purchase>

  constructor(look: (id: string) => Promise<Purchase>) {
    this.look = look
  }

  /** No need to wait for the next look. */
  wake(): void {
    this.#wake()
  }

  /**
   * The purchase, decided; null once `isOver`. `onPending` is told before each look. Having no connection is waited
   * out; throws `ApiError` when the look is refused.
   */
  async follow(
    first: Purchase,
    {
      pace,
      onPending,
      isOver,
    }: { pace: Pace; onPending: (purchase: Purchase) => void; isOver: () => boolean },
  ): Promise<Purchase | null> {
    let purchase = first
    for (let looks = 0; purchase.status === 'pending'; looks += 1) {
      onPending(purchase)
      await this.#pause(pace(looks))
      if (isOver()) return null
      purchase = (await this.look(purchase.id).catch(nullIfUnreachable)) ?? purchase
      if (isOver()) return null
    }
    return purchase
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
