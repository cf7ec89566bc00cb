import * as z from 'zod'
import { Comment } from './comments'
import { Id, Instant, Lamports } from './common'
import { CreatorCard, SubscriptionStatus } from './creators'
import { MediaStatus } from './media'
import { NotificationEvent } from './notifications'
import { PostCard } from './posts'
import { RefundStatus } from './refunds'
import { Tier, TierName } from './tiers'

const like = z.object({ postId: Id, userId: Id, likesCount: z.int() })
const postCard = z.object({ post: PostCard })

const subscriptionChange = z.object({
  tier: TierName,
  status: SubscriptionStatus,
  currentPeriodEnd: Instant,
  previousTier: TierName.nullable(),
})

/**
 * Every event and its data. Adding one is a line here; the compiler then asks for its line in `audience.ts`
 * (event → channels), in `event-policy.ts` (event → what it does) and in `lib/client/cache/reactions.ts` (event → cache).
 * No data may hold protected content, but for what the policy says is taken out for readers without the right to it.
 */
export const EVENTS = {
  post_liked: like,
  post_unliked: like,
  comment_added: z.object({ postId: Id, commentId: Id, commentsCount: z.int(), comment: Comment.optional() }),
  comment_deleted: z.object({ postId: Id, commentId: Id, commentsCount: z.int() }),
  post_created: postCard,
  post_updated: postCard,
  /** Out of all lists. `kept`: it is there still for its author and for who has bought it. */
  post_deleted: z.object({ postId: Id, kept: z.boolean().optional() }),
  creator_updated: z.object({ creator: CreatorCard }),
  /** There is no such page any more. */
  creator_deleted: z.object({ creatorId: Id }),
  /** Series of that creator, or what is in them: which of it a reader sees, the server says. */
  series_updated: z.object({ creatorId: Id }),
  tier_updated: z.object({ creatorId: Id, tiers: z.array(Tier) }),
  'post-purchased': z.object({ postId: Id, purchaseId: Id, priceLamports: Lamports }),
  'post-sold': z.object({
    postId: Id,
    purchaseId: Id,
    buyerId: Id,
    priceLamports: Lamports,
    /** What the creator keeps of it. */
    shareLamports: Lamports,
  }),
  'subscription-updated': subscriptionChange.extend({ creatorId: Id }),
  'subscriber-updated': subscriptionChange.extend({
    subscriberId: Id,
    /** Set when the change was a purchase. */
    purchaseId: Id.nullable(),
    shareLamports: Lamports,
  }),
  'tip-received': z.object({ purchaseId: Id, fromUserId: Id, amountLamports: Lamports }),
  /** The network has undone a payment that was confirmed, or its creator paid it back: what it gave is taken back. */
  'purchase-reverted': z.object({
    purchaseId: Id,
    creatorId: Id,
    postId: Id.nullable(),
    amountLamports: Lamports,
  }),
  'refund-updated': z.object({
    refundId: Id,
    purchaseId: Id,
    status: RefundStatus,
    amountLamports: Lamports,
  }),
  /** What was uploaded is ready, or failed. */
  media_updated: MediaStatus,
  /** Sent with its words: `lib/words`. */
  notification: NotificationEvent,
  notification_read: z.object({ ids: z.array(Id), unreadCount: z.int() }),
  notifications_cleared: z.object({ unreadCount: z.int() }),
  /** The user's own: all their sockets are closed right after. */
  account_deleted: z.object({ userId: Id }),
  /** Internal: tells every process to close the sockets of an ended session. Never sent to a client. */
  session_ended: z.object({ sessionKey: z.string() }),
} as const

export type EventType = keyof typeof EVENTS
export type EventData<T extends EventType> = z.infer<(typeof EVENTS)[T]>
export type PublicEventType = Exclude<EventType, 'session_ended'>

/** An event as a row and, except for internal ones, as a frame on the socket. */
export type FonanaEvent = {
  [T in EventType]: { type: T; channel: string; position: string; at: string; data: EventData<T> }
}[EventType]

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENTS, type)
}
