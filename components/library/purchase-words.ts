import { isolate } from '@/lib/characters'
import { creatorHref, postHref } from '@/lib/links'
import type { ListedPurchase } from '@/lib/schema/purchases'

/** What was bought, in words, and where it is; null where it is no more. */
export function subjectOf({ item, about }: ListedPurchase): {
  title: string
  note: string
  href: string | null
} {
  const { creator, post, tierName } = about
  const by = isolate(creator.displayName)
  const page = creatorHref(creator.handle ?? '')
  switch (item.kind) {
    case 'post':
      return {
        title: post?.title ?? 'A post',
        note: post?.gone ? `by ${by}, who has taken it down` : `by ${by}`,
        href: post?.gone ? null : postHref(item.postId),
      }
    case 'subscription':
      return { title: `${isolate(tierName ?? item.tier)}, 30 days`, note: `with ${by}`, href: page }
    case 'tip':
      return { title: 'Tip', note: `to ${by}`, href: page }
  }
}

/** `open`: something may still come. */
export type StateTone = 'quiet' | 'open' | 'danger'

/** Where the money is. */
export function stateOf(purchase: ListedPurchase): { words: string; tone: StateTone } {
  switch (purchase.status) {
    case 'confirmed':
      return { words: 'Paid', tone: 'quiet' }
    case 'pending':
      return { words: purchase.submitted ? 'Payment on its way' : 'Not paid yet', tone: 'open' }
    case 'expired':
      return { words: 'Expired, not paid', tone: 'quiet' }
    case 'failed':
      return stateOfFailure(purchase)
  }
}

/** Where a transaction was executed, there is one to show. */
export function hasReceipt({ status, failure }: ListedPurchase): boolean {
  return status === 'confirmed' || failure === 'paid_in_vain' || failure === 'vanished'
}

function stateOfFailure({ failure, refundOwed }: ListedPurchase): { words: string; tone: StateTone } {
  switch (failure) {
    case 'paid_in_vain':
      return refundOwed
        ? { words: 'Paid in vain, owed back to you', tone: 'open' }
        : { words: 'Paid in vain, paid back', tone: 'quiet' }
    case 'vanished':
      return { words: 'The network undid this payment, not paid', tone: 'danger' }
    default:
      return { words: 'Failed, not paid', tone: 'danger' }
  }
}
