import { channels } from '@/lib/schema/channel-names'
import type { Subscription } from '@/lib/schema/creators'
import type { EventData, PublicEventType } from '@/lib/schema/events'
import { isAfter } from '@/lib/schema/positions'
import type { Post, PostCard } from '@/lib/schema/posts'
import { insertComment, removeComment } from './comment-cache'
import {
  advanceProfile,
  carryToHandle,
  patchMe,
  patchProfiles,
  putCard,
  removeCreator,
  renameEverywhere,
} from './creator-cache'
import { insertNotification, isShownAsGone, markRead } from './notification-cache'
import { advancePost, factsOf, findPost, lockPosts, mapPost, mapPosts, unlistPost } from './post-cache'
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
    if (!isOfPost(channel)) return refresher.refresh(keys.activity, keys.allOwnPosts)
    advancePost(refresher.client, postId, position, () => ({ commentsCount }))
    if (comment !== undefined) insertComment(refresher.client, postId, comment)
    else if (findPost(refresher.client, postId)?.unlocked) refresher.refreshSpread(keys.comments(postId))
    refresher.refreshUnderway(keys.comments(postId))
  },

  comment_deleted({ refresher }, { channel, position, data: { postId, commentId, commentsCount } }) {
    if (!isOfPost(channel)) return refresher.refresh(keys.activity, keys.allOwnPosts)
    advancePost(refresher.client, postId, position, () => ({ commentsCount }))
    removeComment(refresher.client, postId, commentId)
    refresher.refreshUnderway(keys.comments(postId))
  },

  // A card does not say whether this reader has the post unlocked: it is read, not put in.
  post_created({ refresher, userId }, { data: { post } }) {
    if (post.author.handle !== null)
      refresher.refreshSpread(keys.creatorPosts(post.author.handle), keys.memberships(post.author.handle))
    refresher.outdate(keys.feeds)
    outdateSearched(refresher)
    refresher.refreshSpread(keys.news, keys.allSeries, keys.allSeriesPosts)
    if (post.author.id === userId) {
      refresher.refresh(keys.allOwnPosts, keys.allOwnSeries)
      // It may be open as a draft.
      if (findPost(refresher.client, post.id) !== null) refresher.refreshPost(post.id)
    }
    // It was gone here, and is listed again.
    if (refresher.client.getQueryData(keys.post(post.id)) === null)
      refresher.refreshSpread(keys.post(post.id))
    if (isShownAsGone(refresher.client, post.id)) refresher.refreshSpread(keys.notifications)
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
    if (post.author.id === userId) refresher.refresh(keys.activity, keys.allOwnPosts, keys.allOwnSeries)
    outdateSearched(refresher)
    // It may be what comes before or after another.
    refresher.refreshSpread(keys.allSeries)
    refresher.outdate(keys.allMemberships)
    refresher.outdate(keys.purchases)
    refresher.outdate(keys.sales)
  },

  post_deleted({ refresher, userId }, { channel, position, data: { postId, kept } }) {
    const { client } = refresher
    const author = findPost(client, postId)?.author
    if (kept) {
      // On the channel of the post it may come late, when a list was read since.
      const isOver = (post: Post) =>
        !isOfPost(channel) || (post.position !== position && !isAfter(post.position, position))
      unlistPost(client, postId, isOver)
      // Whether it is kept for this reader, only the server knows. Most have not got its page open.
      if (findPost(client, postId) !== null)
        refresher.refreshPost(postId, author?.id === userId ? 'now' : 'spread')
    } else {
      mapPost(client, postId, () => null)
    }
    refresher.refreshUnderway(keys.posts)
    refresher.outdate(keys.news)
    refresher.refresh(keys.allOwnPosts, keys.allOwnSeries)
    refresher.refreshSpread(keys.allSeries)
    if (author?.id === userId) {
      refresher.refresh(keys.activity)
      // Creators find what they no longer list among their own.
      if (kept && author.handle !== null)
        refresher.refresh(keys.creatorPosts(author.handle), keys.allSeriesPosts)
    }
    refresher.outdate(keys.allMemberships)
    refresher.outdate(keys.purchases)
    refresher.outdate(keys.sales)
    refresher.refreshSpread(keys.notifications)
  },

  creator_updated({ refresher, userId }, { position, data: { creator } }) {
    const { client } = refresher
    patchProfiles(client, creator.id, (profile) => advanceProfile(profile, position, creator))
    carryToHandle(client, creator.id)
    putCard(client, creator)
    renameEverywhere(refresher, creator)
    if (creator.id === userId) patchMe(client, creator)
    refresher.outdate(keys.allFoundCreators)
    refresher.outdate(keys.ownPage)
    refresher.refreshUnderway(keys.creatorLists, keys.posts, keys.allComments, keys.subscriptions)
  },

  // What was bought of them stays, without their name.
  creator_deleted({ refresher }, { data: { creatorId } }) {
    removeCreator(refresher.client, creatorId)
    refresher.refreshSpread(keys.posts, keys.allSeries, keys.subscriptions, keys.notifications)
    refresher.outdate(keys.purchases)
    refresher.outdate(keys.allMemberships)
  },

  // What is in them, and in what order, is read: each reader sees their own part of it.
  series_updated({ refresher, userId }, { data: { creatorId } }) {
    if (creatorId === userId)
      refresher.refresh(keys.allOwnSeries, keys.allOwnPosts, keys.allSeries, keys.allSeriesPosts)
    else refresher.refreshSpread(keys.allSeries, keys.allSeriesPosts)
  },

  tier_updated({ refresher }, { position, data: { creatorId, tiers } }) {
    patchProfiles(refresher.client, creatorId, (profile) => advanceProfile(profile, position, { tiers }))
    mapPosts(refresher.client, (post) => {
      const tier = post.author.id === creatorId && tiers.find(({ tier }) => tier === post.minTier)
      const isSame = tier && tier.name === post.tierName && tier.priceLamports === post.tierPriceLamports
      return tier && !isSame ? { ...post, tierName: tier.name, tierPriceLamports: tier.priceLamports } : post
    })
    // What was asked before may still arrive with the old name.
    refresher.refreshSpread(keys.subscriptions, keys.posts)
    refresher.outdate(keys.purchases)
    refresher.outdate(keys.sales)
  },

  'post-purchased'({ refresher }, { data: { postId } }) {
    refresher.refreshPost(postId)
    refresher.refresh(keys.purchases, keys.allSeries)
  },

  'subscription-updated'({ refresher }, { data: { creatorId, tier, status, currentPeriodEnd } }) {
    const subscription: Subscription = { creatorId, tier, status, currentPeriodEnd }
    patchProfiles(refresher.client, creatorId, (profile) => ({ ...profile, subscription }))
    if (status === 'expired') {
      lockPosts(refresher.client, (post) => post.author.id === creatorId && post.unlockedBy === 'tier')
    }
    refresher.refresh(keys.posts, keys.allSeries, keys.allComments, keys.creatorProfiles)
    refresher.refresh(keys.subscriptions, keys.purchases)
  },

  'purchase-reverted'({ refresher }, { data: { postId, creatorId } }) {
    lockPosts(refresher.client, ({ id, author, unlockedBy }) =>
      postId === null
        ? author.id === creatorId && unlockedBy === 'tier'
        : id === postId && unlockedBy === 'purchase',
    )
    if (postId !== null) refresher.refreshPost(postId)
    else refresher.refresh(keys.posts, keys.allComments, keys.creatorProfiles, keys.subscriptions)
    refresher.refresh(keys.purchases, keys.refunds, keys.allSeries)
    refreshStudio(refresher)
  },

  'refund-updated'({ refresher }) {
    refresher.refresh(keys.refunds, keys.purchases)
    refreshStudio(refresher)
  },

  'post-sold': ({ refresher }) => refreshStudio(refresher),
  'subscriber-updated'({ refresher }) {
    refresher.refresh(keys.creatorProfiles)
    refreshStudio(refresher)
  },
  'tip-received': ({ refresher }) => refreshStudio(refresher),

  // Whoever waits for it hears it on their own channel; a post that shows it is told by itself.
  media_updated({ refresher }, { data }) {
    refresher.client.setQueryData(keys.mediaStatus(data.id), data)
    refresher.refresh(keys.allOwnPosts)
  },

  notification({ refresher }, { position, data: { unreadCount, ...notification } }) {
    insertNotification(
      refresher.client,
      { position, unreadCount },
      { ...notification, readAt: null, gone: false },
    )
    afterNotifications(refresher)
    if (notification.kind === 'post') {
      refresher.outdate(keys.feeds)
      refresher.refreshSpread(keys.news)
    }
  },

  notification_read({ refresher }, { position, at, data: { ids, unreadCount } }) {
    markRead(refresher.client, { position, unreadCount }, ids, at)
    afterNotifications(refresher)
  },

  // Their sockets are closed, and whoever asks who is signed in learns that nobody is.
  account_deleted() {},

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

/** The likes of all their posts reach creators on their own channel too, with its positions: that is for the studio. */
function reactToLike(
  { refresher, userId }: ReactionContext,
  { channel, position, data }: EventOf<'post_liked' | 'post_unliked'>,
  liked: boolean,
): void {
  if (!isOfPost(channel)) {
    refresher.refresh(keys.activity, keys.allOwnPosts)
    return
  }
  const { postId, likesCount } = data
  advancePost(refresher.client, postId, position, () =>
    data.userId === userId ? { likesCount, liked } : { likesCount },
  )
}

/** Money came to a creator, or went back. */
function refreshStudio(refresher: Refresher): void {
  refresher.refresh(keys.activity, keys.allOwnPosts, keys.allEarnings, keys.allMembers, keys.sales)
}

function outdateSearched(refresher: Refresher): void {
  refresher.outdate(keys.explored)
  refresher.outdate(keys.found)
}

function afterNotifications(refresher: Refresher): void {
  refresher.refreshUnderway(keys.notifications, keys.me)
}

function hasSameTerms(a: PostCard, b: PostCard): boolean {
  return a.minTier === b.minTier && a.priceLamports === b.priceLamports
}

function isOfPost(channel: string): boolean {
  return channel.startsWith(channels.post(''))
}
