import { channels } from './channel-names'
import type { EventData, EventType } from './events'
import type { PostStatus } from './posts'

/** What the data of an event does not say but its channels depend on. */
export interface Subjects {
  post_liked: { authorId: string }
  post_unliked: { authorId: string }
  comment_added: { authorId: string }
  comment_deleted: { authorId: string }
  post_created: object
  post_updated: object
  post_deleted: { authorId: string; status: PostStatus }
  creator_updated: object
  creator_deleted: object
  /** `isPublic`: somebody else can see the change. */
  series_updated: { isPublic: boolean }
  tier_updated: object
  'post-purchased': { buyerId: string }
  'post-sold': { creatorId: string }
  'subscription-updated': { subscriberId: string }
  'subscriber-updated': { creatorId: string }
  'tip-received': { creatorId: string }
  'purchase-reverted': { buyerId: string; creatorId: string }
  'refund-updated': { buyerId: string; creatorId: string }
  media_updated: { ownerId: string }
  notification: { userId: string }
  notification_read: { userId: string }
  notifications_cleared: { userId: string }
  account_deleted: object
  session_ended: object
}

/** Cards of an older release do not say it, and are. */
function isPublished({ status = 'published' }: { status?: PostStatus | undefined }): boolean {
  return status === 'published'
}

type Audience = { [T in EventType]: (data: EventData<T>, subject: Subjects[T]) => string[] }

/** Event → channels: the one place that says who hears what. Total: the compiler asks for every event. */
export const audience: Audience = {
  post_liked: (data, { authorId }) => [channels.post(data.postId), channels.user(authorId)],
  post_unliked: (data, { authorId }) => [channels.post(data.postId), channels.user(authorId)],
  comment_added: (data, { authorId }) => [channels.post(data.postId), channels.user(authorId)],
  comment_deleted: (data, { authorId }) => [channels.post(data.postId), channels.user(authorId)],
  post_created: ({ post }) => [channels.creator(post.author.id)],
  // Of one that is not listed only who has it hears, and of one that is not published nobody but its author ever does.
  post_updated({ post }) {
    if (!isPublished(post)) return [channels.user(post.author.id)]
    return post.listed ? [channels.post(post.id), channels.creator(post.author.id)] : [channels.post(post.id)]
  },
  post_deleted: ({ postId }, { authorId, status }) =>
    isPublished({ status }) ? [channels.post(postId), channels.creator(authorId)] : [channels.user(authorId)],
  creator_updated: ({ creator }) => [channels.creator(creator.id)],
  creator_deleted: ({ creatorId }) => [channels.creator(creatorId)],
  series_updated: ({ creatorId }, { isPublic }) =>
    isPublic ? [channels.creator(creatorId), channels.user(creatorId)] : [channels.user(creatorId)],
  tier_updated: (data) => [channels.creator(data.creatorId)],
  'post-purchased': (_data, { buyerId }) => [channels.user(buyerId)],
  'post-sold': (_data, { creatorId }) => [channels.user(creatorId)],
  'subscription-updated': (_data, { subscriberId }) => [channels.user(subscriberId)],
  'subscriber-updated': (_data, { creatorId }) => [channels.user(creatorId)],
  'tip-received': (_data, { creatorId }) => [channels.user(creatorId)],
  'purchase-reverted': (_data, { buyerId, creatorId }) => [channels.user(buyerId), channels.user(creatorId)],
  'refund-updated': (_data, { buyerId, creatorId }) => [channels.user(buyerId), channels.user(creatorId)],
  media_updated: (_data, { ownerId }) => [channels.user(ownerId)],
  notification: (_data, { userId }) => [channels.notifications(userId)],
  notification_read: (_data, { userId }) => [channels.notifications(userId)],
  notifications_cleared: (_data, { userId }) => [channels.notifications(userId)],
  account_deleted: ({ userId }) => [channels.user(userId)],
  session_ended: (data) => [channels.session(data.sessionKey)],
}
