import type { ApiError } from '@/lib/client/api/api-error'
import type { FoundAccount } from '@/lib/client/wallets/wallet'
import type { WalletFault } from '@/lib/client/wallets/wallet-error'
import type { Purchase, PurchaseItem, Quote } from '@/lib/schema/purchases'

/** Why a purchase did not go through. */
export type PurchaseProblem =
  | { kind: 'rejected' }
  | { kind: 'insufficient_funds' }
  | { kind: 'expired' }
  /** Another tab or an earlier try has one open. A submitted one cannot be given up any more. */
  | { kind: 'already_pending'; submitted: boolean }
  | { kind: 'already_unlocked' }
  | { kind: 'offline' }
  /** The post is deleted, or for sale no more. */
  | { kind: 'gone' }
  | { kind: 'mismatch' }
  | { kind: 'wallet_missing' }
  /** The wallet has another account now. */
  | { kind: 'wallet_switched'; address: string }
  /** Paid, but it can no longer be had: the amount is owed back. */
  | { kind: 'paid_in_vain' }
  /** The network has taken it back. */
  | { kind: 'undone' }
  /** It was given up, here or elsewhere. */
  | { kind: 'dropped' }
  /** By the network. */
  | { kind: 'refused' }
  /** A fault of this page. */
  | { kind: 'broken' }
  /** In the wallet's own words; those of its fault where there is one. */
  | { kind: 'wallet_failed'; message: string; fault?: WalletFault }
  | { kind: 'refused_by_api'; error: ApiError }

/** Where a purchase stands, as its dialog shows it. */
export type PurchaseState =
  | { status: 'quoting' }
  /** `shownBefore`: the amount that was shown until it changed; null if it did not. */
  | { status: 'quote'; quote: Quote; shownBefore: bigint | null }
  /** Waits for a phone; the purchase is null until it is open. */
  | { status: 'phone'; purchase: Purchase | null }
  | { status: 'connecting' }
  | { status: 'signing' }
  | { status: 'submitting' }
  | { status: 'confirming' }
  | { status: 'confirmed'; purchaseId: string }
  | { status: 'problem'; problem: PurchaseProblem }

const PROBLEM_OF: Partial<Record<ApiError['code'], PurchaseProblem>> = {
  already_unlocked: { kind: 'already_unlocked' },
  insufficient_funds: { kind: 'insufficient_funds' },
  transaction_expired: { kind: 'expired' },
  purchase_closed: { kind: 'expired' },
  transaction_mismatch: { kind: 'mismatch' },
  transaction_unreadable: { kind: 'mismatch' },
  transaction_unsigned: { kind: 'mismatch' },
  offline: { kind: 'offline' },
}

export function problemOf(error: ApiError): PurchaseProblem {
  if (error.reason === 'no_such_post') return { kind: 'gone' }
  return PROBLEM_OF[error.code] ?? { kind: 'refused_by_api', error }
}

/** Why a purchase that is closed did not end well; null when it did. */
export function problemOfClosed(purchase: Purchase): PurchaseProblem | null {
  switch (purchase.status) {
    case 'confirmed':
    case 'pending':
    case 'refunded':
      return null
    case 'expired':
      return { kind: 'expired' }
    case 'failed':
      return problemOfFailure(purchase.failure)
  }
}

function problemOfFailure(failure: string | null): PurchaseProblem {
  switch (failure) {
    case 'insufficient_funds':
      return { kind: 'insufficient_funds' }
    case 'paid_in_vain':
      return { kind: 'paid_in_vain' }
    case 'vanished':
      return { kind: 'undone' }
    case 'given_up':
      return { kind: 'dropped' }
    default:
      return { kind: 'refused' }
  }
}

/** The price of an open purchase, which holds whatever the creator changes meanwhile. */
export function quoteOf(purchase: Purchase): Quote {
  const { createdAt, priceLamports, creditLamports, amountLamports, splits } = purchase
  return { at: createdAt, priceLamports, creditLamports, amountLamports, splits, periodEnd: null }
}

/** Two items with the same key are the same thing to buy. */
export function itemKey(item: PurchaseItem): string {
  switch (item.kind) {
    case 'post':
      return `post:${item.postId}`
    case 'subscription':
      return `subscription:${item.creatorId}:${item.tier}`
    case 'tip':
      return `tip:${item.creatorId}:${item.amountLamports}`
  }
}

/** Why the wallet did not do its part. */
export function walletProblem(failure: Exclude<FoundAccount, { ok: true }>): PurchaseProblem {
  switch (failure.reason) {
    case 'missing':
      return { kind: 'wallet_missing' }
    case 'switched':
      return { kind: 'wallet_switched', address: failure.address }
    case 'rejected':
      return { kind: 'rejected' }
    case 'failed':
      return { kind: 'wallet_failed', message: failure.message, fault: failure.fault }
  }
}
