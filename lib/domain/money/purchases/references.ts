import { createHmac } from 'node:crypto'
import { getAddressDecoder } from '@solana/kit'
import type { AccessAfter } from '@/lib/schema/refunds'
import type { TierName } from '@/lib/schema/tiers'

/** What a reference says of an item: what of it the transaction itself does not say. */
export type ReferenceItem =
  | { kind: 'post'; postId: string }
  | { kind: 'subscription'; creatorId: string; tier: TierName }
  | { kind: 'tip'; creatorId: string }

/** What a purchase asks of whom: as the chain alone cannot tell a fair price from a made-up one, the reference does. */
export interface ReferenceTerms {
  buyerWallet: string
  amountLamports: bigint
}

/**
 * The address that marks the payment of a purchase. Whoever has the deployment's key can tell from the chain alone
 * what was bought: the memo names the purchase, and only what was offered, to this buyer for this amount, makes this
 * reference. To others it is a random one.
 * `key` is hex, the answer base58 of 32 bytes: https://docs.solanapay.com/spec#reference
 */
export function purchaseReference(
  key: string,
  purchaseId: string,
  item: ReferenceItem,
  { buyerWallet, amountLamports }: ReferenceTerms,
): string {
  const what = `${item.kind}:${nameOf(item)}`
  return addressOf(key, `purchase:${purchaseId}:${what}:${amountLamports}:${buyerWallet}`)
}

/** The address that marks the transaction by which the creator pays back what `signature` paid. */
export function refundReference(key: string, refundId: string, signature: string): string {
  return addressOf(key, `refund:${refundId}:${signature}`)
}

/**
 * The address that marks the transaction by which the creator gives something of what `signature` paid back; it says too
 * whether what was bought goes with it.
 */
export function goodwillReference(
  key: string,
  refundId: string,
  signature: string,
  access: AccessAfter,
): string {
  return addressOf(key, `goodwill:${refundId}:${signature}:${access}`)
}

function nameOf(item: ReferenceItem): string {
  switch (item.kind) {
    case 'post':
      return item.postId
    case 'subscription':
      return `${item.creatorId}:${item.tier}`
    case 'tip':
      return item.creatorId
  }
}

function addressOf(key: string, text: string): string {
  return getAddressDecoder().decode(createHmac('sha256', Buffer.from(key, 'hex')).update(text).digest())
}
