import * as z from 'zod'
import { Id, Instant, Lamports } from './common'
import { Author } from './creators'
import { GOODWILL_REASONS } from './goodwill'
import { AccessAfter } from './refunds'

/** What was sold, as its creator sees it. */
export const Sale = z.object({
  /** Of the purchase. */
  id: Id,
  at: Instant,
  kind: z.enum(['post', 'subscription', 'tip']),
  /** Title of the post, or the tier's name, as it is called now; null for a tip. */
  about: z.string().nullable(),
  /** Null unless a post was sold that is there still. */
  postId: Id.nullable(),
  /** The end of the period that was sold; null unless it was one. */
  periodEnd: Instant.nullable(),
  buyer: Author,
  amountLamports: Lamports,
  /** What the creator got of it. */
  receivedLamports: Lamports,
  /** What they have given back of it since. */
  refundedLamports: Lamports,
  /** What they have begun to give back, and may still be sent. */
  pendingLamports: Lamports,
  /** `ended`: it is its buyer's no more. */
  access: AccessAfter,
  /** The network cannot undo the payment any more: from then on it can be given back. */
  final: z.boolean(),
})
export type Sale = z.infer<typeof Sale>

/**
 * Body of `POST /api/me/sales/{id}/refunds`. `access`: what becomes of what was bought; unless it is said, it ends with all
 * that is left of the price of a post or a membership, and stays with less.
 */
export const GoodwillInput = z.object({
  amountLamports: Lamports.refine((lamports) => lamports > 0n),
  access: AccessAfter.optional(),
  reason: z.enum(GOODWILL_REASONS).default('goodwill'),
})
export type GoodwillInput = z.infer<typeof GoodwillInput>
