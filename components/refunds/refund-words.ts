import { shortKey } from '@/components/shell/short-key'
import { isolate } from '@/lib/characters'
import type { PurchaseProblem } from '@/lib/client/paying/purchase-state'
import type { Refund, RefundReason } from '@/lib/schema/refunds'

/** What was paid for. */
export function refundTitle({ item, about }: Refund): string {
  switch (item.kind) {
    case 'post':
      return about ?? 'A post'
    case 'subscription':
      return `${isolate(about ?? item.tier)}, 30 days`
    case 'tip':
      return 'Tip'
  }
}

const TO_BUYER: Record<RefundReason, string> = {
  gone: 'It was taken down before your payment arrived.',
  bought_already: 'It was yours already when this payment arrived.',
  paid_twice: 'It was paid twice.',
  subscription_changed: 'Your membership had changed before this payment arrived.',
  expired: 'It was paid too late: by then it was not to be had at that price any more.',
  not_as_offered: 'Your wallet sent another payment than the one that was asked for.',
}

const TO_CREATOR: Record<RefundReason, string> = {
  gone: 'You had taken it down before the payment arrived.',
  bought_already: 'They had it already when this payment arrived.',
  paid_twice: 'They paid twice.',
  subscription_changed: 'Their membership had changed before this payment arrived.',
  expired: 'They paid too late: by then it was not to be had at that price any more.',
  not_as_offered: 'Their wallet sent another payment than the one that was asked for.',
}

/** Why nothing could be given for the payment. */
export function refundReason({ role, reason }: Refund): string {
  return (role === 'buyer' ? TO_BUYER : TO_CREATOR)[reason]
}

/** What the creator can do about a refund that did not go out. */
export function refundProblem(problem: PurchaseProblem): string {
  switch (problem.kind) {
    case 'rejected':
      return 'You declined in the wallet. Nothing was paid.'
    case 'insufficient_funds':
      return 'There is not enough SOL in your wallet: it takes the whole amount and a small network fee.'
    case 'offline':
      return 'There is no connection. If it was sent already, this page shows it as soon as you are back.'
    case 'wallet_missing':
      return 'Open the wallet you signed in with, then try again.'
    case 'wallet_switched':
      return `Your wallet offers ${shortKey(problem.address)} now. Choose the account you signed in with in it, then try again.`
    case 'mismatch':
      return 'The wallet changed the payment, so it was not sent.'
    case 'expired':
      return 'The network did not take it in time. Nothing was paid; try again.'
    case 'refused_by_api':
      return problem.error.message
    case 'wallet_failed':
      return problem.message
    default:
      return 'That did not work. Try again.'
  }
}
