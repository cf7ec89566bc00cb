import { channels } from './channel-names'
import type { EventData, EventType } from './events'

/** What the data of an event does not say but its channels depend on. */
export interface Subjects {
  post_liked: { authorId: string }
  post_unliked: { authorId: string }
  comment_added: { authorId: string }
  comment_deleted: { authorId: string }
  post_created: object
  post_updated: object
  post_deleted: { authorId: string }
  creator_updated: object
  tier_updated: object
  'post-purchased': { buyerId: string }
  'post-sold': { creatorId: string }
  'subscription-updated': { subscriberId: string }
  'subscriber-updated': { creatorId: string }
  'tip-received': { creatorId: string }
  'purchase-reverted': { buyerId: string; creatorId: string }
  'refund-updated': { buyerId: string; creatorId: string }
  notification: { userId: string }
  notification_read: { userId: string }
  notifications_cleared: { userId: string }
  session_ended: object
}

type Audience = { [T in EventType]: (data: EventData<T>, subject: Subjects[T]) => string[] }

/** Event → channels: the one place that says who hears what. Total: the compiler asks for every event. */
export const audience: Audience = {
  post_liked: (data, { authorId }) => [channels.post(data.postId), channels.user(authorId)],
  post_unliked: (data, { authorId }) => [channels.post(data.postId), channels.user(authorId)],
  comment_added: (data, { authorId }) => [channels.post(data.postId), channels.user(authorId)],
  comment_deleted: (data, { authorId }) => [channels.post(data.postId), channels.user(authorId)],
  post_created: ({ post }) => [channels.creator(post.author.id)],
  // Of one that is not listed only who has it hears.
  post_updated: ({ post }) =>
    post.listed ? [channels.post(post.id), channels.creator(post.author.id)] : [channels.post(post.id)],
  post_deleted: (data, { authorId }) => [channels.post(data.postId), channels.creator(authorId)],
  creator_updated: ({ creator }) => [channels.creator(creator.id)],
  tier_updated: (data) => [channels.creator(data.creatorId)],
  'post-purchased': (_data, { buyerId }) => [channels.user(buyerId)],
  'post-sold': (_data, { creatorId }) => [channels.user(creatorId)],
  'subscription-updated': (_data, { subscriberId }) => [channels.user(subscriberId)],
  'subscriber-updated': (_data, { creatorId }) => [channels.user(creatorId)],
  'tip-received': (_data, { creatorId }) => [channels.user(creatorId)],
  'purchase-reverted': (_data, { buyerId, creatorId }) => [channels.user(buyerId), channels.user(creatorId)],
  'refund-updated': (_data, { buyerId, creatorId }) => [channels.user(buyerId), channels.user(creatorId)],
  notification: (_data, { userId }) => [channels.notifications(userId)],
  notification_read: (_data, { userId }) => [channels.notifications(userId)],
  notifications_cleared: (_data, { userId }) => [channels.notifications(userId)],
  session_ended: (data) => [channels.session(data.sessionKey)],
}
