import * as z from 'zod'
import { MAX_PRICE_LAMPORTS } from '@/lib/money'
import { Id, Instant, InstantAsked, Lamports, PriceLamports, SignedLamports, Wallet } from './common'
import { Author } from './creators'
import { says } from './field-issues'
import { TierName } from './tiers'

export const PurchaseItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('post'), postId: Id }),
  z.object({ kind: z.literal('subscription'), creatorId: Id, tier: TierName }),
  z.object({ kind: z.literal('tip'), creatorId: Id, amountLamports: PriceLamports }),
])
export type PurchaseItem = z.infer<typeof PurchaseItem>

/** Body of `POST /api/purchases`. `quoted`: the price that was shown; another one is refused as `price_changed`. */
export const PurchaseInput = z.object({
  item: PurchaseItem,
  quoted: z.object({ amountLamports: Lamports, at: InstantAsked }).optional(),
})
export type PurchaseInput = z.infer<typeof PurchaseInput>

/** Body of `POST /api/quotes`. */
export const QuoteInput = z.object({ item: PurchaseItem })

/** `refunded`: its creator has paid the whole price back, and it is its buyer's no more. */
export const PurchaseStatus = z.enum(['pending', 'confirmed', 'expired', 'failed', 'refunded'])
export type PurchaseStatus = z.infer<typeof PurchaseStatus>

export const SplitRole = z.enum(['creator', 'platform', 'referrer'])

/** Of an executed transaction: the one that the purchase was given for, one too many, one that pays back, or undone. */
export const PaymentState = z.enum(['applied', 'surplus', 'refund', 'vanished'])
export type PaymentState = z.infer<typeof PaymentState>

export const Split = z.object({ role: SplitRole, wallet: Wallet, lamports: Lamports })
export type Split = z.infer<typeof Split>

/** One thing bought, as its buyer sees it. */
export const Purchase = z.object({
  id: Id,
  status: PurchaseStatus,
  item: PurchaseItem,
  /** What the buyer pays, without the network's fee: `priceLamports` less `creditLamports`. */
  amountLamports: Lamports,
  priceLamports: Lamports,
  creditLamports: Lamports,
  splits: z.array(Split),
  /** The address that marks this purchase on the ledger: https://docs.solanapay.com/spec#reference */
  reference: Wallet,
  /** Base64 of the unsigned transaction; null once the purchase is closed. */
  transaction: z.string().nullable(),
  submitted: z.boolean(),
  signature: z.string().nullable(),
  /** Why it failed: a code of the error table, `given_up`, `paid_in_vain` (owed back) or `vanished` (undone by the network). */
  failure: z.string().nullable(),
  createdAt: Instant,
  expiresAt: Instant,
  confirmedAt: Instant.nullable(),
})
export type Purchase = z.infer<typeof Purchase>

/** Item of `GET /api/purchases`: with what its ids stand for, as it is called now. */
export const ListedPurchase = Purchase.extend({
  about: z.object({
    creator: Author,
    /** Null unless a post was bought. `gone`: its author has taken it down. */
    post: z.object({ title: z.string(), gone: z.boolean() }).nullable(),
    /** The creator's own name for the tier; null unless a subscription was bought. */
    tierName: z.string().nullable(),
  }),
  /** Whether a payment of it, for which nothing was given, is still owed back. */
  refundOwed: z.boolean(),
  /** What the creator has given back of it, of goodwill. */
  refundedLamports: Lamports,
})
export type ListedPurchase = z.infer<typeof ListedPurchase>

export const PurchaseReply = z.object({ purchase: Purchase })
export type PurchaseReply = z.infer<typeof PurchaseReply>

/** Body of `POST /api/pay/{reference}`: the wallet that wants to pay. */
export const PayRequestInput = z.object({ account: Wallet })

/** Body of `POST /api/purchases/{id}/submit`: base64 of the signed transaction; 1,232 bytes at most on the wire. */
export const SubmitInput = z.object({ transaction: z.base64().min(1).max(4000) })

/** Answer of `POST /api/quotes`: what something would cost the caller now. Opening the purchase fixes it. */
export const Quote = z.object({
  /** The moment it was made for: a credit shrinks with time. It can be bought at this price for two minutes. */
  at: Instant,
  priceLamports: Lamports,
  creditLamports: Lamports,
  amountLamports: Lamports,
  splits: z.array(Split),
  /** Where a subscription would end; null for anything else. */
  periodEnd: Instant.nullable(),
})
export type Quote = z.infer<typeof Quote>

export const AirdropInput = z.object({
  wallet: Wallet,
  lamports: SignedLamports.refine(
    (lamports) => lamports > 0n && lamports <= MAX_PRICE_LAMPORTS,
    says({ code: 'invalid_value' }, 'Must be a lamport at least'),
  ),
})
