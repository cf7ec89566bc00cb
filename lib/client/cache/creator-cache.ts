import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
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

/** Their page, and their card in every list. */
export function removeCreator(client: QueryClient, creatorId: string): void {
  for (const query of client.getQueryCache().findAll({ queryKey: keys.creatorLists })) {
    patchQuery<InfiniteData<Page<CreatorCard>>>(client, query, (data) =>
      mapPages(data, (card) => (card.id === creatorId ? null : card)),
    )
  }
  for (const query of client.getQueryCache().findAll({ queryKey: keys.creatorProfiles })) {
    patchQuery<CreatorProfile | null>(client, query, (profile) =>
      profile?.id === creatorId ? null : profile,
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
  { id, handle, displayName, avatarId, avatarFocus }: CreatorCard,
): void {
  const { client } = refresher
  const author: Author = { id, handle, displayName, avatarId, ...(avatarFocus && { avatarFocus }) }
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
  refresher.outdate(keys.sales)
}

/**
 * A creator has another handle: what is kept under the one that it was asked by is kept under the new one too, so that an
 * open page goes on with it.
 */
export function carryToHandle(client: QueryClient, creatorId: string): void {
  for (const { queryKey, state } of client.getQueryCache().findAll({ queryKey: keys.creatorProfiles })) {
    const profile = state.data as CreatorProfile | null | undefined
    const asked = String(queryKey.at(-1))
    if (profile?.id !== creatorId || profile.handle === asked) continue
    const { handle } = profile
    carry(client, queryKey, keys.creator(handle))
    carry(client, keys.memberships(asked), keys.memberships(handle))
    carry(client, keys.tags(asked), keys.tags(handle))
    carry(client, keys.creatorSeries(asked), keys.creatorSeries(handle))
    const before = keys.creatorPosts(asked)
    for (const lists of client.getQueryCache().findAll({ queryKey: before }))
      carry(client, lists.queryKey, [...keys.creatorPosts(handle), ...lists.queryKey.slice(before.length)])
  }
}

/** Where nothing is known under the other key, or that there is nothing. */
function carry(client: QueryClient, from: QueryKey, to: QueryKey): void {
  const known = client.getQueryCache().find({ queryKey: from, exact: true })?.state
  if (known?.data == null || client.getQueryData(to) != null) return
  client.setQueryData(to, known.data, { updatedAt: known.dataUpdatedAt })
  if (known.isInvalidated) client.getQueryCache().find({ queryKey: to, exact: true })?.invalidate()
}

export function patchMe(
  client: QueryClient,
  { handle, displayName, avatarId, avatarFocus, updatedAt }: CreatorCard,
): void {
  const me = client.getQueryCache().find({ queryKey: keys.me })
  if (me === undefined) return
  patchQuery<Me | null>(
    client,
    me,
    (user) => user && { ...user, handle, displayName, avatarId, avatarFocus: avatarFocus ?? null, updatedAt },
  )
}
