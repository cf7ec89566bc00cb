import type { InfiniteData, Query, QueryClient, QueryKey } from '@tanstack/react-query'
import type { Page } from '@/lib/schema/common'
import { isAfter } from '@/lib/schema/positions'
import type { Post, PostCard } from '@/lib/schema/posts'
import { keys } from './query-keys'

type PostData = Post | null | InfiniteData<Page<Post>>

/** Writes into a query without making it look freshly read. */
export function patchQuery<T>(client: QueryClient, query: Query, change: (data: T) => T): void {
  const data = query.state.data as T | undefined
  if (data === undefined) return
  const changed = change(data)
  if (changed === data) return
  const { dataUpdatedAt, isInvalidated } = query.state
  client.setQueryData(query.queryKey, changed, { updatedAt: dataUpdatedAt })
  if (isInvalidated) query.invalidate()
}

/** Applies a change to every copy of every post: on its page, in feeds, on creator pages. Null takes it out. */
export function mapPosts(client: QueryClient, change: (post: Post) => Post | null): void {
  for (const query of client.getQueryCache().findAll({ queryKey: keys.posts })) {
    patchQuery<PostData>(client, query, (data) => {
      if (data === null) return null
      return 'pages' in data ? mapPages(data, change) : change(data)
    })
  }
}

export function mapPost(client: QueryClient, id: string, change: (post: Post) => Post | null): void {
  mapPosts(client, (post) => (post.id === id ? change(post) : post))
}

/** Takes a post out of every list in which it is not known to be listed again; its own page keeps it. */
export function unlistPost(client: QueryClient, id: string, isOver: (post: Post) => boolean): void {
  for (const query of client.getQueryCache().findAll({ queryKey: keys.posts })) {
    patchQuery<PostData>(client, query, (data) =>
      data !== null && 'pages' in data
        ? mapPages(data, (post) => (post.id === id && isOver(post) ? null : post))
        : data,
    )
  }
}

/**
 * Applies what an event on the channel of a post says, unless the copy is at that place of the channel already: an
 * answer that was read later knows better.
 */
export function advancePost(
  client: QueryClient,
  id: string,
  position: string,
  change: (post: Post) => Partial<Post>,
): void {
  mapPost(client, id, (post) =>
    post.position === position || isAfter(post.position, position)
      ? post
      : { ...post, ...change(post), position },
  )
}

/**
 * Takes the content out of what is over, before the server was asked: out of the pages and out of the cache, and the
 * conversation with it.
 */
export function lockPosts(client: QueryClient, isOver: (post: Post) => boolean): void {
  const locked = new Set<string>()
  mapPosts(client, (post) => {
    if (!post.unlocked || !isOver(post)) return post
    locked.add(post.id)
    const { content: _, ...card } = post
    return { ...card, unlocked: false, unlockedBy: null, unlockedUntil: null }
  })
  for (const id of locked) client.removeQueries({ queryKey: keys.comments(id) })
}

/** What an author sets: everything public but the counts, whose order is that of the post's channel. */
export function factsOf(card: PostCard) {
  const { author, title, teaser, minTier, tierName, priceLamports, listed, media, updatedAt } = card
  const { tags, tierPriceLamports, status, publishAt, publishedAt, commentsOpen, watermarked, hasText } = card
  const facts = { author, title, teaser, minTier, tierName, priceLamports, listed, media, updatedAt }
  // What an older release has written knows nothing of these.
  return {
    ...facts,
    ...(tags !== undefined && { tags }),
    ...(tierPriceLamports !== undefined && { tierPriceLamports }),
    ...(status !== undefined && { status, publishAt, publishedAt, commentsOpen }),
    ...(watermarked !== undefined && { watermarked }),
    ...(hasText !== undefined && { hasText }),
  }
}

/** One copy of the post, if there is any. */
export function findPost(client: QueryClient, id: string): Post | null {
  let found: Post | null = null
  mapPost(client, id, (post) => {
    found ??= post
    return post
  })
  return found
}

/** The post that a list begins with; null where there is none. */
export function firstShown(client: QueryClient, queryKey: QueryKey): string | null {
  const data = client.getQueryData<InfiniteData<Page<Post>>>(queryKey)
  return data?.pages.find(({ items }) => items.length > 0)?.items[0]?.id ?? null
}

/** A copy of the post in a list, with when that was read; null where none shows it, or where it is to be read again. */
export function findPostRead(client: QueryClient, id: string): { post: Post; readAt: number } | null {
  for (const query of client.getQueryCache().findAll({ queryKey: keys.posts })) {
    const data = query.state.data as PostData | undefined
    if (!data || !('pages' in data) || query.state.isInvalidated) continue
    const post = data.pages.flatMap((page) => page.items).find((item) => item.id === id)
    if (post !== undefined) return { post, readAt: query.state.dataUpdatedAt }
  }
  return null
}

/** Keeps pages that do not change, and the whole if none does. */
export function mapPages<P extends Page<{ id: string }>>(
  data: InfiniteData<P>,
  change: (item: P['items'][number]) => P['items'][number] | null,
): InfiniteData<P> {
  let isChanged = false
  const pages = data.pages.map((page) => {
    const items = page.items.map(change)
    if (items.every((item, index) => item === page.items[index])) return page
    isChanged = true
    return { ...page, items: items.filter((item) => item !== null) }
  })
  return isChanged ? { ...data, pages } : data
}
