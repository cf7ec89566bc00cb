import * as z from 'zod'
import { Id, Instant, Lamports, pageOf } from './common'
import { Author } from './creators'
import { GOODWILL_REASONS } from './goodwill'
import { PurchaseItem } from './purchases'

/**
 * `offered`: of goodwill, and not paid yet; only its creator knows of it. `void`: the payment it was owed for was undone
 * by the network, or what was offered was not sent.
 */
export const RefundStatus = z.enum(['offered', 'owed', 'paid', 'void'])
export type RefundStatus = z.infer<typeof RefundStatus>

/** Why nothing could be given for a payment. */
export const DebtReason = z.enum([
  'gone',
  'bought_already',
  'paid_twice',
  'subscription_changed',
  'expired',
  'not_as_offered',
])
export type DebtReason = z.infer<typeof DebtReason>

export const RefundReason = z.enum([...DebtReason.options, ...GOODWILL_REASONS])
export type RefundReason = z.infer<typeof RefundReason>

/** What becomes of what was bought. */
export const AccessAfter = z.enum(['kept', 'ended'])
export type AccessAfter = z.infer<typeof AccessAfter>

/** What is owed back, or given back of goodwill, as its buyer and its creator see it. */
export const Refund = z.object({
  id: Id,
  purchaseId: Id,
  /** Who the caller is in it: the buyer is owed, the creator owes. */
  role: z.enum(['buyer', 'creator']),
  status: RefundStatus,
  reason: RefundReason,
  /** `ended` for one of goodwill with which what was bought goes; it goes once the network cannot undo the refund. */
  access: AccessAfter,
  amountLamports: Lamports,
  item: PurchaseItem,
  /** Title of the post, or the tier's name; null for a tip. */
  about: z.string().nullable(),
  buyer: Author,
  creator: Author,
  /** Of the payment that it is owed for, or given back of. */
  paymentSignature: z.string(),
  /** The creator has sent it and the network has not decided yet. */
  submitted: z.boolean(),
  /** Of the transaction that paid it back. */
  signature: z.string().nullable(),
  createdAt: Instant,
  paidAt: Instant.nullable(),
})
export type Refund = z.infer<typeof Refund>

/** Answer of `GET /api/refunds`: newest first. */
export const RefundPage = pageOf(Refund)
export type RefundPage = z.infer<typeof RefundPage>

/** Answer of `POST /api/refunds/{id}/transaction`: base64, unsigned, for the creator's wallet. */
export const RefundOffer = z.object({ refund: Refund, transaction: z.string() })
export type RefundOffer = z.infer<typeof RefundOffer>

export const RefundReply = z.object({ refund: Refund })
export type RefundReply = z.infer<typeof RefundReply>
