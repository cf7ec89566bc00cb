import type { MediaPreview } from '@/lib/schema/posts'
import type { Quote } from '@/lib/schema/purchases'

/** What is being bought, as its dialog shows it. */
export type PurchaseSubject =
  | { kind: 'post'; title: string; creatorName: string; media: readonly MediaPreview[] }
  | {
      kind: 'subscription'
      creatorName: string
      tierName: string
      benefits: readonly string[]
      /** `renew` adds 30 days to the running period; `upgrade` starts 30 new ones now. */
      mode: 'new' | 'renew' | 'upgrade'
      /** End of the running period, for `renew`. */
      periodEnd: string | null
    }
  | { kind: 'tip'; creatorName: string }

/** Why a purchase did not go through. Each has its own way out in the dialog. */
export type PurchaseProblem =
  | { kind: 'rejected' }
  | { kind: 'insufficient_funds' }
  | { kind: 'expired' }
  /** Another tab or an earlier try has one open. A submitted one cannot be given up any more. */
  | { kind: 'already_pending'; submitted: boolean }
  | { kind: 'already_unlocked' }
  | { kind: 'offline' }
  | { kind: 'mismatch' }
  | { kind: 'wallet_missing' }
  | { kind: 'other'; message: string }

/** Where a purchase stands. */
export type PurchaseView =
  | { status: 'quoting' }
  | { status: 'quote'; quote: Quote }
  | { status: 'connecting' }
  | { status: 'signing' }
  | { status: 'submitting' }
  | { status: 'confirming' }
  | { status: 'confirmed' }
  | { status: 'problem'; problem: PurchaseProblem }

export interface PurchaseActions {
  /** Opens the purchase and asks the wallet. */
  onPay: () => void
  /** From the start: a new quote, a new purchase. */
  onRetry: () => void
  /** Goes on with the purchase that is pending already. */
  onResume: () => void
  /** Gives up the pending one. */
  onGiveUp: () => void
  onClose: () => void
}
