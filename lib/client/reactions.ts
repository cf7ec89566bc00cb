import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { channels } from '@/lib/schema/channel-names'
import type { Page } from '@/lib/schema/common'
import type {
  Author,
  CreatorCard,
  CreatorProfile,
  Subscription,
  SubscriptionItem,
} from '@/lib/schema/creators'
import type { EventData, PublicEventType } from '@/lib/schema/events'
import { isAfter } from '@/lib/schema/positions'
import type { PostCard } from '@/lib/schema/posts'
import type { Me } from '@/lib/schema/session'
import { insertComment, isRenamed, removeComment, renameAuthor } from './comment-cache'
import { insertNotification, markRead } from './notification-cache'
import {
  advancePost,
  factsOf,
  findPost,
  lockPosts,
  mapPages,
  mapPost,
  mapPosts,
  patchQuery,
} from './post-cache'
import { keys } from './query-keys'
import type { Refresher } from './refresh'

export type EventOf<T extends PublicEventType> = {
  type: T
  channel: string
  position: string
  at: string
  data: EventData<T>
}

export type PublicEvent = { [T in PublicEventType]: EventOf<T> }[PublicEventType]

export interface ReactionContext {
  refresher: Refresher
  userId: string
}

type Reactions = { [T in PublicEventType]: (context: ReactionContext, event: EventOf<T>) => void }

/**
 * Event → cache: the one place that says what an event means for what is shown. Total: the compiler asks for every
 * event. Events may come again: doing it twice is doing it once.
 */
const reactions: Reactions = {
  post_liked: (context, event) => reactToLike(context, event, true),
  post_unliked: (context, event) => reactToLike(context, event, false),

  comment_added({ refresher }, { channel, position, data: { postId, commentsCount, comment } }) {
    if (!isOfPost(channel)) return refresher.refresh(keys.activity)
    advancePost(refresher.client, postId, position, () => ({ commentsCount }))
    if (comment !== undefined) insertComment(refresher.client, postId, comment)
    else if (findPost(refresher.client, postId)?.unlocked) refresher.refreshSpread(keys.comments(postId))
    refresher.refreshUnderway(keys.comments(postId))
  },

  comment_deleted({ refresher }, { channel, position, data: { postId, commentId, commentsCount } }) {
    if (!isOfPost(channel)) return refresher.refresh(keys.activity)
    advancePost(refresher.client, postId, position, () => ({ commentsCount }))
    removeComment(refresher.client, postId, commentId)
    refresher.refreshUnderway(keys.comments(postId))
  },

  // A card does not say whether this reader has the post unlocked: it is read, not put in.
  post_created({ refresher }, { data: { post } }) {
    if (post.author.handle !== null) refresher.refreshSpread(keys.creatorPosts(post.author.handle))
    refresher.outdate(keys.feeds)
  },

  post_updated({ refresher, userId }, { channel, position, data: { post } }) {
    const { client } = refresher
    const before = findPost(client, post.id)
    mapPost(client, post.id, (known) =>
      known.updatedAt > post.updatedAt ? known : { ...known, ...factsOf(post) },
    )
    if (isOfPost(channel)) {
      const { likesCount, commentsCount } = post
      advancePost(client, post.id, position, () => ({ likesCount, commentsCount }))
    }
    // Who may see it, or what is seen, may have changed, and no event says either.
    if (before !== null && (before.unlocked || !hasSameTerms(before, post)))
      refresher.refreshPost(post.id, post.author.id === userId ? 'now' : 'spread')
    if (post.author.id === userId) refresher.refresh(keys.activity)
    refresher.outdate(keys.purchases)
  },

  post_deleted({ refresher, userId }, { data: { postId } }) {
    const isOwn = findPost(refresher.client, postId)?.author.id === userId
    mapPost(refresher.client, postId, () => null)
    refresher.refreshUnderway(keys.posts)
    if (isOwn) refresher.refresh(keys.activity)
    refresher.outdate(keys.purchases)
  },

  creator_updated({ refresher, userId }, { position, data: { creator } }) {
    const { client } = refresher
    patchProfiles(client, creator.id, (profile) => advanceProfile(profile, position, creator))
    for (const query of client.getQueryCache().findAll({ queryKey: keys.creatorLists })) {
      patchQuery<InfiniteData<Page<CreatorCard>>>(client, query, (data) =>
        mapPages(data, (card) => (card.id === creator.id ? creator : card)),
      )
    }
    renameEverywhere(refresher, creator)
    if (creator.id === userId) patchMe(client, creator)
    refresher.refreshUnderway(keys.creatorLists, keys.posts, keys.allComments, keys.subscriptions)
  },

  tier_updated({ refresher }, { position, data: { creatorId, tiers } }) {
    patchProfiles(refresher.client, creatorId, (profile) => advanceProfile(profile, position, { tiers }))
    refresher.refreshSpread(keys.subscriptions)
    refresher.outdate(keys.purchases)
  },

  'post-purchased'({ refresher }, { data: { postId } }) {
    refresher.refreshPost(postId)
    refresher.refresh(keys.purchases)
  },

  'subscription-updated'({ refresher }, { data: { creatorId, tier, status, currentPeriodEnd } }) {
    const subscription: Subscription = { creatorId, tier, status, currentPeriodEnd }
    patchProfiles(refresher.client, creatorId, (profile) => ({ ...profile, subscription }))
    if (status === 'expired') {
      lockPosts(refresher.client, (post) => post.author.id === creatorId && post.unlockedBy === 'tier')
    }
    refresher.refresh(keys.posts, keys.allComments, keys.creatorProfiles, keys.subscriptions, keys.purchases)
  },

  'purchase-reverted'({ refresher }, { data: { postId, creatorId } }) {
    lockPosts(refresher.client, ({ id, author, unlockedBy }) =>
      postId === null
        ? author.id === creatorId && unlockedBy === 'tier'
        : id === postId && unlockedBy === 'purchase',
    )
    if (postId !== null) refresher.refreshPost(postId)
    else refresher.refresh(keys.posts, keys.allComments, keys.creatorProfiles, keys.subscriptions)
    refresher.refresh(keys.purchases, keys.refunds, keys.activity)
  },

  'refund-updated': ({ refresher }) => refresher.refresh(keys.refunds, keys.purchases, keys.activity),

  'post-sold': ({ refresher }) => refresher.refresh(keys.activity),
  'subscriber-updated': ({ refresher }) => refresher.refresh(keys.activity, keys.creatorProfiles),
  'tip-received': ({ refresher }) => refresher.refresh(keys.activity),

  notification({ refresher }, { position, data: { unreadCount, ...notification } }) {
    insertNotification(refresher.client, { position, unreadCount }, { ...notification, readAt: null })
    afterNotifications(refresher)
    if (notification.kind === 'post') refresher.outdate(keys.feeds)
  },

  notification_read({ refresher }, { position, at, data: { ids, unreadCount } }) {
    markRead(refresher.client, { position, unreadCount }, ids, at)
    afterNotifications(refresher)
  },

  notifications_cleared({ refresher }, { position, at, data: { unreadCount } }) {
    markRead(refresher.client, { position, unreadCount }, null, at)
    afterNotifications(refresher)
  },
}

/** Brings the cache in step with one event. What is not known here is from a newer server and left alone. */
export function react(context: ReactionContext, event: PublicEvent): void {
  if (!Object.hasOwn(reactions, event.type)) return
  const reaction = reactions[event.type] as (context: ReactionContext, event: PublicEvent) => void
  reaction(context, event)
}

/** Events of a channel were missed: everything it speaks of is read again. */
export function reactToGap({ refresher }: ReactionContext, channel: string): void {
  const [kind, id = ''] = channel.split(':')
  // A gap is seldom alone: a server that cannot look back tells it to all its readers.
  switch (kind) {
    case 'post':
      return refresher.refreshPost(id, 'spread')
    case 'creator':
      return refresher.refreshSpread(keys.creators, keys.posts)
    case 'notifications':
      return refresher.refreshSpread(keys.notifications, keys.me)
    case 'user':
      return refresher.refreshSpread(
        keys.me,
        keys.posts,
        keys.allComments,
        keys.creators,
        keys.subscriptions,
        keys.purchases,
        keys.refunds,
        keys.activity,
      )
  }
}

/** The likes of all their posts reach creators on their own channel too, with its positions: that is for the studio. */
function reactToLike(
  { refresher, userId }: ReactionContext,
  { channel, position, data }: EventOf<'post_liked' | 'post_unliked'>,
  liked: boolean,
): void {
  if (!isOfPost(channel)) return refresher.refresh(keys.activity)
  const { postId, likesCount } = data
  advancePost(refresher.client, postId, position, () =>
    data.userId === userId ? { likesCount, liked } : { likesCount },
  )
}

function afterNotifications(refresher: Refresher): void {
  refresher.refreshUnderway(keys.notifications, keys.me)
}

/** A creator's name and face stand on their posts and comments, and on what was bought from them. */
function renameEverywhere(refresher: Refresher, { id, handle, displayName, avatarId }: CreatorCard): void {
  const { client } = refresher
  const author: Author = { id, handle, displayName, avatarId }
  mapPosts(client, (post) => (isRenamed(post.author, author) ? { ...post, author } : post))
  renameAuthor(client, author)
  const subscriptions = client.getQueryCache().find({ queryKey: keys.subscriptions })
  if (subscriptions !== undefined) {
    patchQuery<SubscriptionItem[]>(client, subscriptions, (items) =>
      items.map((item) => (isRenamed(item.creator, author) ? { ...item, creator: author } : item)),
    )
  }
  refresher.outdate(keys.purchases)
  refresher.outdate(keys.refunds)
}

function patchMe(client: QueryClient, { handle, displayName, avatarId }: CreatorCard): void {
  const me = client.getQueryCache().find({ queryKey: keys.me })
  if (me === undefined) return
  patchQuery<Me | null>(client, me, (user) => user && { ...user, handle, displayName, avatarId })
}

function patchProfiles(
  client: QueryClient,
  creatorId: string,
  change: (profile: CreatorProfile) => CreatorProfile,
): void {
  for (const query of client.getQueryCache().findAll({ queryKey: keys.creatorProfiles })) {
    patchQuery<CreatorProfile | null>(client, query, (profile) =>
      profile?.id === creatorId ? change(profile) : profile,
    )
  }
}

function advanceProfile(
  profile: CreatorProfile,
  position: string,
  facts: Partial<CreatorProfile>,
): CreatorProfile {
  const isKnown = profile.position === position || isAfter(profile.position, position)
  return isKnown ? profile : { ...profile, ...facts, position }
}

function hasSameTerms(a: PostCard, b: PostCard): boolean {
  return a.minTier === b.minTier && a.priceLamports === b.priceLamports
}

function isOfPost(channel: string): boolean {
  return channel.startsWith(channels.post(''))
}
