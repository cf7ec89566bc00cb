import type { BadgeTone } from '@/components/ui/badge'
import type { Network } from '@/lib/schema/network'
import type { Split } from '@/lib/schema/purchases'
import type { Receipt, ReceiptPayment } from '@/lib/schema/receipts'

export const ROLES: Record<Split['role'], string> = {
  creator: 'Creator',
  platform: 'Fonana',
  referrer: 'Who invited the creator',
}

export const NETWORKS: Record<Network, string> = {
  mainnet: 'Solana',
  devnet: 'Solana devnet, no real money',
  testnet: 'Solana testnet, no real money',
  local: 'A Solana test validator, no real money',
  embedded: 'The built-in ledger, play money',
}

interface Standing {
  words: string
  tone: BadgeTone
}

/** How a transaction stands. */
export function paymentStanding({ state, finalizedAt }: ReceiptPayment): Standing {
  switch (state) {
    case 'applied':
      return finalizedAt ? { words: 'Final', tone: 'positive' } : { words: 'Confirmed', tone: 'accent' }
    case 'surplus':
      return { words: 'Paid in vain', tone: 'accent' }
    case 'refund':
      return { words: 'Paid back', tone: 'positive' }
    case 'vanished':
      return { words: 'Undone by the network', tone: 'danger' }
  }
}

/** How the purchase as a whole stands, by the payment that it was given for. */
export function receiptStanding({ status, failure, payments, refundOwed }: Receipt): Standing {
  const applied = payments.find(({ state }) => state === 'applied')
  if (applied) return paymentStanding(applied)
  switch (status) {
    case 'pending':
      return { words: 'Not paid yet', tone: 'neutral' }
    case 'failed':
      if (failure === 'vanished') return { words: 'Undone by the network', tone: 'danger' }
      if (failure !== 'paid_in_vain') return { words: 'Not paid', tone: 'neutral' }
      return refundOwed
        ? { words: 'Owed back to you', tone: 'accent' }
        : { words: 'Paid back', tone: 'positive' }
    default:
      return { words: status === 'confirmed' ? 'Paid' : 'Not paid', tone: 'neutral' }
  }
}

/** The network's fee of what the buyer has signed. */
export function feeOf({ payments }: Receipt): bigint {
  return payments
    .filter(({ state }) => state === 'applied' || state === 'surplus')
    .reduce((sum, { feeLamports }) => sum + feeLamports, 0n)
}
