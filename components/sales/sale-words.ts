import { isolate } from '@/lib/characters'
import type { Sale } from '@/lib/schema/sales'
import type { Formats } from '@/lib/words/formats'
import type { Translator } from '@/lib/words/translator'

/** What was sold. */
export function saleTitle(t: Translator, { kind, about }: Sale): string {
  switch (kind) {
    case 'post':
      return about ?? t('notification.item.post')
    case 'subscription':
      return t('buy.quote.period', { tier: isolate(about ?? '') })
    case 'tip':
      return t('creator.tip')
  }
}

/** What was given back of it; null for nothing. */
export function saleRefunded(t: Translator, { inSol }: Formats, sale: Sale): string | null {
  const { kind, amountLamports, refundedLamports, access } = sale
  if (refundedLamports === 0n) return null
  if (refundedLamports < amountLamports) return t('sales.refunded.part', { sol: inSol(refundedLamports) })
  // Of a membership that was left nobody needs to be told: its time passes as it would have.
  return access === 'kept' && kind !== 'post' ? t('refund.paid') : t(`sales.refunded.${access}`)
}

export function leftOf({ amountLamports, refundedLamports }: Sale): bigint {
  return amountLamports > refundedLamports ? amountLamports - refundedLamports : 0n
}

/** Whether there is something that could end: a tip gives nothing, and what is over is over. */
export function canEnd({ kind, periodEnd }: Sale, now: number): boolean {
  return kind === 'post' || (periodEnd !== null && Date.parse(periodEnd) > now)
}
