import type { BadgeTone } from '@/components/ui/badge'
import type { Receipt, ReceiptPayment } from '@/lib/schema/receipts'
import type { Translator } from '@/lib/words/translator'

interface Standing {
  words: string
  tone: BadgeTone
}

/** How a transaction stands. */
export function paymentStanding(t: Translator, { state, finalizedAt }: ReceiptPayment): Standing {
  switch (state) {
    case 'applied':
      return finalizedAt
        ? { words: t('receipt.state.final'), tone: 'positive' }
        : { words: t('receipt.state.confirmed'), tone: 'accent' }
    case 'surplus':
      return { words: t('receipt.state.surplus'), tone: 'accent' }
    case 'refund':
      return { words: t('receipt.state.paidBack'), tone: 'positive' }
    case 'vanished':
      return { words: t('receipt.state.undone'), tone: 'danger' }
  }
}

/** How the purchase as a whole stands, by the payment that it was given for. */
export function receiptStanding(t: Translator, { status, failure, payments, refundOwed }: Receipt): Standing {
  if (status === 'refunded') return { words: t('receipt.state.paidBack'), tone: 'positive' }
  const applied = payments.find(({ state }) => state === 'applied')
  if (applied) return paymentStanding(t, applied)
  switch (status) {
    case 'pending':
      return { words: t('receipt.state.pending'), tone: 'neutral' }
    case 'failed':
      if (failure === 'vanished') return { words: t('receipt.state.undone'), tone: 'danger' }
      if (failure !== 'paid_in_vain') return { words: t('receipt.state.notPaid'), tone: 'neutral' }
      return refundOwed
        ? { words: t('receipt.state.owed'), tone: 'accent' }
        : { words: t('receipt.state.paidBack'), tone: 'positive' }
    default:
      return {
        words: t(status === 'confirmed' ? 'receipt.state.paid' : 'receipt.state.notPaid'),
        tone: 'neutral',
      }
  }
}

/** The network's fee of what the buyer has signed. */
export function feeOf({ payments }: Receipt): bigint {
  return payments
    .filter(({ state }) => state === 'applied' || state === 'surplus')
    .reduce((sum, { feeLamports }) => sum + feeLamports, 0n)
}
