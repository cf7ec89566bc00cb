import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import {
  getActivity,
  getBalance,
  getCreator,
  getMe,
  getPost,
  getReceipt,
  listComments,
  listCreatorPosts,
  listCreators,
  listFeed,
  listNotifications,
  listPurchases,
  listRefunds,
  listSubscriptions,
} from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import { LIMITS } from '@/lib/schema/limits'
import type { FeedFilter } from '@/lib/schema/posts'
import type { ReceiptPayment } from '@/lib/schema/receipts'
import type { Refund } from '@/lib/schema/refunds'

// What can be read, as options for `useQuery` and `useInfiniteQuery`. What a page came with is there already
// (`seeds.ts`).

interface Paged {
  nextCursor: string | null
}

const paging = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: Paged) => last.nextCursor,
}

/** Null for a visitor. Asked whenever somebody comes back to the page: the session may have been ended elsewhere. */
export const meQuery = () =>
  queryOptions({
    queryKey: keys.me,
    queryFn: ({ signal }) => getMe(signal),
    refetchOnWindowFocus: 'always',
  })

/** Null when there is no such post. */
export const postQuery = (id: string) =>
  queryOptions({ queryKey: keys.post(id), queryFn: ({ signal }) => getPost(id, signal) })

export const feedQuery = (filter: FeedFilter) =>
  infiniteQueryOptions({
    queryKey: keys.feed(filter),
    queryFn: ({ pageParam: cursor, signal }) => listFeed({ filter, cursor }, signal),
    ...paging,
  })

export const creatorPostsQuery = (handle: string) =>
  infiniteQueryOptions({
    queryKey: keys.creatorPosts(handle),
    queryFn: ({ pageParam: cursor, signal }) => listCreatorPosts(handle, { cursor }, signal),
    ...paging,
  })

/** Only for who has the post unlocked; start it when the post is there, so that its position is the older one. */
export const commentsQuery = (postId: string) =>
  infiniteQueryOptions({
    queryKey: keys.comments(postId),
    queryFn: ({ pageParam: cursor, signal }) => listComments(postId, { cursor }, signal),
    ...paging,
  })

/** Null when there is no such creator. */
export const creatorQuery = (handle: string) =>
  queryOptions({ queryKey: keys.creator(handle), queryFn: ({ signal }) => getCreator(handle, signal) })

export const creatorsQuery = (query: string) =>
  infiniteQueryOptions({
    queryKey: keys.creatorList(query),
    queryFn: ({ pageParam: cursor, signal }) =>
      listCreators({ query: query === '' ? undefined : query, cursor }, signal),
    ...paging,
  })

/** A few creators beside the feed. */
export const suggestionsQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.suggestions,
    queryFn: ({ signal }) => listCreators({ limit: LIMITS.suggestions }, signal),
    ...paging,
  })

export const notificationsQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.notifications,
    queryFn: ({ pageParam: cursor, signal }) => listNotifications({ cursor }, signal),
    ...paging,
  })

/** Nothing tells that it has changed: asked anew wherever it is shown. */
export const balanceQuery = () =>
  queryOptions({
    queryKey: keys.balance,
    queryFn: async ({ signal }) => (await getBalance(signal)).balanceLamports,
    staleTime: 0,
    retry: false,
  })

export const activityQuery = () =>
  queryOptions({ queryKey: keys.activity, queryFn: ({ signal }) => getActivity(signal) })

export const subscriptionsQuery = () =>
  queryOptions({
    queryKey: keys.subscriptions,
    queryFn: async ({ signal }) => (await listSubscriptions(signal)).items,
  })

/** What is opened, given up or runs out, and a tip from elsewhere, no event tells: read anew when looked at anew. */
const PURCHASES_STALE_MS = 5_000

export const purchasesQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.purchases,
    staleTime: PURCHASES_STALE_MS,
    queryFn: ({ pageParam: cursor, signal }) => listPurchases({ cursor }, signal),
    ...paging,
  })

/** No event tells that a payment is final: seconds later, usually. */
const FINALITY_LOOK_MS = 10_000

/** Null when it is no purchase of who is signed in. */
export const receiptQuery = (purchaseId: string) =>
  queryOptions({
    queryKey: keys.receipt(purchaseId),
    queryFn: ({ signal }) => getReceipt(purchaseId, signal),
    refetchInterval: ({ state }) => (state.data?.payments.some(isOpen) ? FINALITY_LOOK_MS : false),
  })

/** While one is on its way: the network may take a while, and the socket may be away. */
const REFUND_LOOK_MS = 5_000

/** Both what is owed to who is signed in and what they owe. */
export const refundsQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.refunds,
    queryFn: ({ pageParam: cursor, signal }) => listRefunds({ cursor }, signal),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isOnItsWay)) ? REFUND_LOOK_MS : false,
    ...paging,
  })

function isOpen({ state, finalizedAt }: ReceiptPayment): boolean {
  return finalizedAt === null && state !== 'vanished'
}

function isOnItsWay({ status, submitted }: Refund): boolean {
  return status === 'owed' && submitted
}
