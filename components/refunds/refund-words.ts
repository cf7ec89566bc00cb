import { tierLabel } from '@/components/creators/tier-label'
import { walletWords } from '@/components/session/wallet-words'
import { shortKey } from '@/components/shell/short-key'
import { isolate } from '@/lib/characters'
import type { RefundProblem } from '@/lib/client/paying/refund-payment'
import type { Refund } from '@/lib/schema/refunds'
import type { Translator } from '@/lib/words/translator'

/** What was paid for. */
export function refundTitle(t: Translator, { item, about }: Refund): string {
  switch (item.kind) {
    case 'post':
      return about ?? t('notification.item.post')
    case 'subscription':
      return t('buy.quote.period', { tier: isolate(about ?? tierLabel(t, item.tier)) })
    case 'tip':
      return t('creator.tip')
  }
}

/** What the creator can do about a refund that did not go out. `wordError`: words for what the API refused. */
export function refundProblem(
  t: Translator,
  wordError: (error: Error) => string,
  problem: RefundProblem,
): string {
  switch (problem.kind) {
    case 'rejected':
    case 'insufficient_funds':
    case 'offline':
    case 'wallet_missing':
    case 'mismatch':
    case 'expired':
    case 'closed':
      return t(`refund.problem.${problem.kind}`)
    case 'wallet_switched':
      return t('refund.problem.wallet_switched', { wallet: shortKey(problem.address) })
    case 'broken':
      return t('buy.problem.broken')
    case 'refused_by_api':
      return wordError(problem.error)
    case 'wallet_failed':
      return walletWords(t, problem)
    default:
      return t('refund.problem.other')
  }
}
