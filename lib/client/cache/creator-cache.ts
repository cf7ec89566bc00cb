import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Page } from '@/lib/schema/common'
import type { Author, CreatorCard, CreatorProfile, SubscriptionItem } from '@/lib/schema/creators'
import { isAfter } from '@/lib/schema/positions'
import type { Me } from '@/lib/schema/session'
import { isRenamed, renameAuthor } from './comment-cache'
import { mapPages, mapPosts, patchQuery } from './post-cache'
import { keys } from './query-keys'
import type { Refresher } from './refresh'

/** The card in every list of creators. */
export function putCard(client: QueryClient, creator: CreatorCard): void {
  for (const query of client.getQueryCache().findAll({ queryKey: keys.creatorLists })) {
    patchQuery<InfiniteData<Page<CreatorCard>>>(client, query, (data) =>
      mapPages(data, (card) => (card.id === creator.id ? creator : card)),
    )
  }
}

export function patchProfiles(
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

/** The facts where they are newer than what is known. */
export function advanceProfile(
  profile: CreatorProfile,
  position: string,
  facts: Partial<CreatorProfile>,
): CreatorProfile {
  const isKnown = profile.position === position || isAfter(profile.position, position)
  return isKnown ? profile : { ...profile, ...facts, position }
}

/** A creator's name and face stand on their posts and comments, and on what was bought from them. */
export function renameEverywhere(
  refresher: Refresher,
  { id, handle, displayName, avatarId }: CreatorCard,
): void {
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

export function patchMe(
  client: QueryClient,
  { handle, displayName, avatarId, updatedAt }: CreatorCard,
): void {
  const me = client.getQueryCache().find({ queryKey: keys.me })
  if (me === undefined) return
  patchQuery<Me | null>(client, me, (user) => user && { ...user, handle, displayName, avatarId, updatedAt })
}
