import { tierLabel } from '@/components/creators/tier-label'
import { isolate } from '@/lib/characters'
import { creatorHref, postHref } from '@/lib/links'
import type { ListedPurchase } from '@/lib/schema/purchases'
import type { Formats } from '@/lib/words/formats'
import type { Translator } from '@/lib/words/translator'

/** What was bought, in words, and where it is; null where it is no more. */
export function subjectOf(
  t: Translator,
  { item, about }: ListedPurchase,
): { title: string; note: string; href: string | null } {
  const { creator, post, tierName } = about
  const name = isolate(creator.displayName)
  // Who has deleted their account has none.
  const page = creator.handle === null ? null : creatorHref(creator.handle)
  const tierCalled = page === null ? null : tierName
  switch (item.kind) {
    case 'post':
      return {
        title: post?.title ?? t('notification.item.post'),
        note: post?.gone ? t('purchase.by.gone', { name }) : t('purchase.by', { name }),
        href: post?.gone ? null : postHref(item.postId),
      }
    case 'subscription':
      return {
        title: t('buy.quote.period', { tier: isolate(tierCalled ?? tierLabel(t, item.tier)) }),
        note: t('purchase.with', { name }),
        href: page,
      }
    case 'tip':
      return { title: t('creator.tip'), note: t('purchase.to', { name }), href: page }
  }
}

/** `open`: something may still come. */
export type StateTone = 'quiet' | 'open' | 'danger'

/** Where the money is. */
export function stateOf(
  t: Translator,
  formats: Formats,
  purchase: ListedPurchase,
): { words: string; tone: StateTone } {
  switch (purchase.status) {
    case 'confirmed':
      return { words: wordPaid(t, formats, purchase), tone: 'quiet' }
    case 'refunded':
      return { words: t('purchase.refunded'), tone: 'quiet' }
    case 'pending':
      return { words: t(purchase.submitted ? 'purchase.submitted' : 'purchase.pending'), tone: 'open' }
    case 'expired':
      return { words: t('purchase.expired'), tone: 'quiet' }
    case 'failed':
      return stateOfFailure(t, purchase)
  }
}

/** Where a transaction was executed, there is one to show. */
export function hasReceipt({ status, failure }: ListedPurchase): boolean {
  return (
    status === 'confirmed' || status === 'refunded' || failure === 'paid_in_vain' || failure === 'vanished'
  )
}

/** With what its creator has given back of it. */
function wordPaid(
  t: Translator,
  { inSol }: Formats,
  { item, amountLamports, refundedLamports }: ListedPurchase,
): string {
  if (refundedLamports === 0n) return t('purchase.paid')
  if (refundedLamports < amountLamports) return t('purchase.refunded.part', { sol: inSol(refundedLamports) })
  return t(item.kind === 'post' ? 'purchase.refunded.kept' : 'refund.paid')
}

function stateOfFailure(
  t: Translator,
  { failure, refundOwed }: ListedPurchase,
): { words: string; tone: StateTone } {
  switch (failure) {
    case 'paid_in_vain':
      return refundOwed
        ? { words: t('purchase.owed'), tone: 'open' }
        : { words: t('purchase.paidBack'), tone: 'quiet' }
    case 'vanished':
      return { words: t('purchase.undone'), tone: 'danger' }
    default:
      return { words: t('purchase.failed'), tone: 'danger' }
  }
}
