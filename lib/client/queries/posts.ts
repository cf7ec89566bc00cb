import { infiniteQueryOptions, type QueryKey, queryOptions } from '@tanstack/react-query'
import {
  getMediaStatus,
  getNewInFeed,
  getNewOfCreator,
  getPost,
  listComments,
  listCreatorPosts,
  listFeed,
  listOwnPosts,
  listTags,
  type PostsRequest,
  previewPost,
  searchPosts,
} from '@/lib/client/api/api'
import { firstShown } from '@/lib/client/cache/post-cache'
import { keys } from '@/lib/client/cache/query-keys'
import { topWish } from '@/lib/client/cache/wished-top'
import type { Page } from '@/lib/schema/common'
import type {
  CreatorPostsFilter,
  FeedFilter,
  NewPosts,
  Post,
  PostFilter,
  PostReader,
  PostStatus,
} from '@/lib/schema/posts'
import { paging } from './paging'

/** Null when there is no such post. */
export const postQuery = (id: string) =>
  queryOptions({ queryKey: keys.post(id), queryFn: ({ signal }) => getPost(id, signal) })

/**
 * A list of posts stands still under its reader: read again, it begins with the post that it began with. What came above
 * it is told by `newPostsQuery`.
 */
export const postsQuery = (
  queryKey: QueryKey,
  list: (page: PostsRequest, signal: AbortSignal) => Promise<Page<Post>>,
) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: async ({ pageParam: cursor, signal, client }) => {
      if (cursor !== null) return list({ cursor, from: null }, signal)
      const wish = topWish(client, queryKey)
      const page = await list({ cursor, from: wish ? null : firstShown(client, queryKey) }, signal)
      if (wish) wish.page = page
      return page
    },
    ...paging,
  })

export const feedQuery = (filter: FeedFilter) =>
  postsQuery(keys.feed(filter), (page, signal) => listFeed({ filter, ...page }, signal))

export const creatorPostsQuery = (handle: string, filter: CreatorPostsFilter = 'all', tag = '') =>
  postsQuery(keys.creatorPostsBy(handle, filter, tag), (page, signal) =>
    listCreatorPosts(handle, { filter, ...(tag !== '' && { tag }), ...page }, signal),
  )

export const exploreQuery = (filter: PostFilter, tag: string) =>
  postsQuery(keys.explore(filter, tag), (page, signal) =>
    listFeed({ filter, ...(tag !== '' && { tag }), ...page }, signal),
  )

/** A search begins anew where it is read again. */
export const foundPostsQuery = (q: string) =>
  postsQuery(keys.foundPosts(q), ({ cursor = null }, signal) => searchPosts({ q, cursor }, signal))

/** A list of posts, and how what is new in it is asked for. */
export interface PostSource {
  list: ReturnType<typeof postsQuery>
  /** Null where nobody counts that. */
  readNew: ((since: string, signal: AbortSignal) => Promise<NewPosts>) | null
}

export const feedSource = (filter: FeedFilter): PostSource => ({
  list: feedQuery(filter),
  readNew: (since, signal) => getNewInFeed(filter, since, signal),
})

export const creatorPostsSource = (
  handle: string,
  filter: CreatorPostsFilter = 'all',
  tag = '',
): PostSource => ({
  list: creatorPostsQuery(handle, filter, tag),
  readNew: filter === 'all' && tag === '' ? (since, signal) => getNewOfCreator(handle, since, signal) : null,
})

export const exploreSource = (filter: PostFilter, tag: string): PostSource => ({
  list: exploreQuery(filter, tag),
  readNew: filter === 'all' && tag === '' ? (since, signal) => getNewInFeed('all', since, signal) : null,
})

export const foundSource = (q: string): PostSource => ({ list: foundPostsQuery(q), readNew: null })

/** While somebody looks at the page; events tell of it sooner, but not of everybody's posts. */
const NEW_LOOK_MS = 60_000

const NONE_NEW: NewPosts = { count: 0, authors: [] }

/** `first`: the newest post that is shown. `readAt`: when the list was read down from there. */
export const newPostsQuery = ({ list, readNew }: PostSource, first: Post | undefined, readAt: number) =>
  queryOptions({
    queryKey: [...keys.news, ...list.queryKey, first?.createdAt ?? null],
    queryFn: ({ signal }) => readNew?.(first?.createdAt ?? '', signal) ?? NONE_NEW,
    enabled: first !== undefined && readNew !== null,
    initialData: NONE_NEW,
    initialDataUpdatedAt: readAt,
    staleTime: NEW_LOOK_MS / 2,
    refetchInterval: NEW_LOOK_MS,
  })

/** Only for who has the post unlocked; start it when the post is there, so that its position is the older one. */
export const commentsQuery = (postId: string) =>
  infiniteQueryOptions({
    queryKey: keys.comments(postId),
    queryFn: ({ pageParam: cursor, signal }) => listComments(postId, { cursor }, signal),
    ...paging,
  })

/** What newer posts are about, the most frequent first: of all, or of a creator. */
export const tagsQuery = (creator?: string) =>
  queryOptions({
    queryKey: keys.tags(creator ?? ''),
    queryFn: async ({ signal }) => (await listTags(creator, signal)).items,
  })

/** As it is at this moment: it is being written. */
export const previewQuery = (postId: string, as: PostReader) =>
  queryOptions({
    queryKey: keys.preview(postId, as),
    queryFn: ({ signal }) => previewPost(postId, as, signal),
    staleTime: 0,
    gcTime: 0,
  })

/** Null: whatever their status is. */
export const ownPostsQuery = (status: PostStatus | null, query: string) =>
  infiniteQueryOptions({
    queryKey: keys.ownPosts(status, query),
    queryFn: ({ pageParam: cursor, signal }) =>
      listOwnPosts({ ...(status && { status }), query, cursor }, signal),
    ...paging,
  })

/** What becomes of film or sound; an event says when it is another. */
export const mediaStatusQuery = (id: string) =>
  queryOptions({ queryKey: keys.mediaStatus(id), queryFn: ({ signal }) => getMediaStatus(id, signal) })
