import type { MediaPreview } from '@/lib/schema/posts'
import type { PurchaseItem } from '@/lib/schema/purchases'

/** What is being bought, as its dialog shows it. */
export type PurchaseSubject =
  | {
      kind: 'post'
      title: string
      creatorName: string
      media: readonly MediaPreview[]
      hasText: boolean | undefined
    }
  | {
      kind: 'subscription'
      creatorName: string
      creatorHandle: string
      tierName: string
      benefits: readonly string[]
      /** `renew` adds 30 days to the running period; `upgrade` starts 30 new ones now. */
      mode: 'new' | 'renew' | 'upgrade'
      /** The period that runs now; null for `new`. */
      running: { tierName: string; periodEnd: string } | null
    }
  | { kind: 'tip'; creatorName: string }

/** What is bought, and how it is spoken of. */
export interface Order {
  item: PurchaseItem
  subject: PurchaseSubject
}

export interface PurchaseActions {
  /** Opens the purchase and asks the wallet. */
  onPay: () => void
  /** Opens the purchase and shows its code. */
  onPayByPhone: () => void
  /** From the start: a new quote, a new purchase. */
  onRetry: () => void
  /** Goes on with the purchase that is pending already. */
  onResume: () => void
  /** Gives up the pending one. */
  onGiveUp: () => void
  onClose: () => void
}
