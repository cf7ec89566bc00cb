import * as z from 'zod'
import { Comment } from './comments'
import { Id, Instant, Lamports } from './common'
import { CreatorCard, SubscriptionStatus } from './creators'
import { Notification } from './notifications'
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
 * (event → channels) and in `lib/client/reactions.ts` (event → cache). No data may hold protected content, but for
 * `comment_added`, whose `comment` is taken out for readers who have the post locked.
 */
export const EVENTS = {
  post_liked: like,
  post_unliked: like,
  comment_added: z.object({ postId: Id, commentId: Id, commentsCount: z.int(), comment: Comment.optional() }),
  comment_deleted: z.object({ postId: Id, commentId: Id, commentsCount: z.int() }),
  post_created: postCard,
  post_updated: postCard,
  post_deleted: z.object({ postId: Id }),
  creator_updated: z.object({ creator: CreatorCard }),
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
  /** The network has undone a payment that was confirmed: what it gave is taken back. */
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
  notification: Notification.omit({ readAt: true }).extend({ unreadCount: z.int() }),
  notification_read: z.object({ ids: z.array(Id), unreadCount: z.int() }),
  notifications_cleared: z.object({ unreadCount: z.int() }),
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
