import type { Activity } from '@/lib/schema/activity'
import type { Comment } from '@/lib/schema/comments'
import type { Page } from '@/lib/schema/common'
import type {
  CreatorCard,
  CreatorPatch,
  CreatorProfile,
  Subscription,
  SubscriptionItem,
} from '@/lib/schema/creators'
import type { Locale } from '@/lib/schema/locales'
import type { NotificationPage } from '@/lib/schema/notifications'
import type { FeedFilter, KeptPost, LikeReply, Post, PostPatch } from '@/lib/schema/posts'
import type {
  ListedPurchase,
  PurchaseInput,
  PurchaseItem,
  PurchaseReply,
  Quote,
} from '@/lib/schema/purchases'
import type { Receipt } from '@/lib/schema/receipts'
import type { Refund, RefundOffer, RefundReply } from '@/lib/schema/refunds'
import type { Me, MePatch, NonceReply, SignInReply } from '@/lib/schema/session'
import type { Tier, TierInput } from '@/lib/schema/tiers'
import type { CompiledDictionary } from '@/lib/words/translator'
import { ApiError } from './api-error'
import { apiFetch } from './api-fetch'

// Every call of the HTTP API, one function each, in the order of the contract. All of them throw `ApiError`.

type Signal = AbortSignal | undefined
/** What a list is asked for: the page after `cursor`. */
export interface PageRequest {
  cursor?: string | null
  limit?: number | undefined
}

export interface CreatorFields {
  handle: string
  displayName: string
  bio?: string
  referredBy?: string
}

export interface PostFields {
  title: string
  teaser?: string
  body: string
  minTier?: Post['minTier']
  priceLamports?: bigint | null
  mediaIds?: string[]
}

const post = <T>(path: string, body?: unknown, headers?: Record<string, string>) =>
  apiFetch<T>(path, { method: 'POST', body, ...(headers && { headers }) })

export const requestNonce = (wallet: string) => post<NonceReply>('/api/auth/nonce', { wallet })

/** `signature`: base64 of the 64 bytes. */
export const signInWith = (input: { wallet: string; message: string; signature: string }) =>
  post<SignInReply>('/api/auth/sign-in', input)

export const refreshSession = () => post<SignInReply>('/api/auth/refresh')
export const endSession = () => post<unknown>('/api/auth/sign-out')

/** Null for a visitor. */
export const getMe = (signal?: Signal) => orNull<Me>(apiFetch('/api/me', { signal }), 401)

export const updateMe = (patch: MePatch) => apiFetch<Me>('/api/me', { method: 'PATCH', body: patch })
export const becomeCreator = (fields: CreatorFields) => post<CreatorProfile>('/api/me/creator', fields)
export const updateCreator = (patch: CreatorPatch) =>
  apiFetch<CreatorProfile>('/api/me/creator', { method: 'PATCH', body: patch })
export const setTiers = (tiers: readonly TierInput[]) =>
  apiFetch<Tier[]>('/api/me/tiers', { method: 'PUT', body: tiers })
/** What the caller's wallet holds. */
export const getBalance = (signal?: Signal) =>
  apiFetch<{ balanceLamports: bigint }>('/api/me/balance', { signal })
export const getActivity = (signal?: Signal) => apiFetch<Activity>('/api/me/activity', { signal })

export const getWords = (locale: Locale) => apiFetch<CompiledDictionary>(`/api/words/${locale}`)

export const listCreators = (page: PageRequest & { query?: string | undefined }, signal?: Signal) =>
  apiFetch<Page<CreatorCard>>('/api/creators', { query: { ...page }, signal })

/** Null when there is no such creator. */
export const getCreator = (handle: string, signal?: Signal) =>
  orNull<CreatorProfile>(apiFetch(creatorPath(handle), { signal }), 404)

export const setFollowing = (handle: string, following: boolean) =>
  apiFetch<{ following: boolean; followersCount: number }>(`${creatorPath(handle)}/follow`, {
    method: following ? 'PUT' : 'DELETE',
  })
export const listCreatorPosts = (handle: string, page: PageRequest, signal?: Signal) =>
  apiFetch<Page<Post>>(`${creatorPath(handle)}/posts`, { query: { ...page }, signal })

export const listFeed = (page: PageRequest & { filter: FeedFilter }, signal?: Signal) =>
  apiFetch<Page<Post>>('/api/feed', { query: { ...page }, signal })

/** Null when there is no such post. */
export const getPost = (id: string, signal?: Signal) =>
  orNull<Post>(apiFetch(`/api/posts/${id}`, { signal }), 404)

/** What makes something takes a key: sent again with the same one, it is made once. */
export const createPost = (fields: PostFields, idempotencyKey: string) =>
  post<Post>('/api/posts', fields, { 'idempotency-key': idempotencyKey })
export const updatePost = (id: string, patch: PostPatch) =>
  apiFetch<Post>(`/api/posts/${id}`, { method: 'PATCH', body: patch })
/** `undefined`: nobody had bought it, and it is gone. */
export const deletePost = (id: string) =>
  apiFetch<KeptPost | undefined>(`/api/posts/${id}`, { method: 'DELETE' })
export const setLiked = (id: string, liked: boolean) =>
  apiFetch<LikeReply>(`/api/posts/${id}/like`, { method: liked ? 'PUT' : 'DELETE' })

export const listComments = (postId: string, page: PageRequest, signal?: Signal) =>
  apiFetch<Page<Comment>>(`/api/posts/${postId}/comments`, { query: { ...page }, signal })
export const addComment = (
  postId: string,
  input: { body: string; parentId?: string | null },
  idempotencyKey: string,
) => post<Comment>(`/api/posts/${postId}/comments`, input, { 'idempotency-key': idempotencyKey })
export const deleteComment = (id: string) => apiFetch<undefined>(`/api/comments/${id}`, { method: 'DELETE' })

export const getQuote = (item: PurchaseItem) => post<Quote>('/api/quotes', { item })
/** The same key answers with the same purchase. `price_changed` when the price is not the one that was shown. */
export const openPurchase = (input: PurchaseInput, idempotencyKey: string) =>
  post<PurchaseReply>('/api/purchases', input, { 'idempotency-key': idempotencyKey }).then(purchaseOf)
/** `transaction`: base64 of the signed wire bytes. Answers `confirmed`, or `pending` when not yet known. */
export const submitPurchase = (id: string, transaction: string) =>
  post<PurchaseReply>(`/api/purchases/${id}/submit`, { transaction }).then(purchaseOf)
export const getPurchase = (id: string, signal?: Signal) =>
  apiFetch<PurchaseReply>(`/api/purchases/${id}`, { signal }).then(purchaseOf)
export const giveUpPurchase = (id: string) =>
  apiFetch<PurchaseReply>(`/api/purchases/${id}`, { method: 'DELETE' }).then(purchaseOf)
/** Null when it is no purchase of the caller's. */
export const getReceipt = (id: string, signal?: Signal) =>
  orNull<Receipt>(apiFetch(`/api/purchases/${id}/receipt`, { signal }), 404)
export const listPurchases = (page: PageRequest, signal?: Signal) =>
  apiFetch<Page<ListedPurchase>>('/api/purchases', { query: { ...page }, signal })

/** What is owed to the caller and by them, newest first. */
export const listRefunds = (page: PageRequest, signal?: Signal) =>
  apiFetch<Page<Refund>>('/api/refunds', { query: { ...page }, signal })
/** The transaction that pays it back, for the creator's wallet. */
export const offerRefund = (id: string) => post<RefundOffer>(`/api/refunds/${id}/transaction`)
/** `transaction`: base64 of the signed wire bytes. Answers `paid`, or `owed` and `submitted` when not yet known. */
export const submitRefund = (id: string, transaction: string) =>
  post<RefundReply>(`/api/refunds/${id}/submit`, { transaction }).then(({ refund }) => refund)

export const listSubscriptions = (signal?: Signal) =>
  apiFetch<Page<SubscriptionItem>>('/api/subscriptions', { signal })
export const cancelSubscription = (creatorId: string) =>
  post<Subscription>(`/api/subscriptions/${creatorId}/cancel`)

export const listNotifications = (page: PageRequest, signal?: Signal) =>
  apiFetch<NotificationPage>('/api/notifications', { query: { ...page }, signal })
export const readNotifications = (which: { ids: string[] } | { all: true }) =>
  post<{ unreadCount: number }>('/api/notifications/read', which)

/** Play money; `not_found` where SOL is real. */
export const airdrop = (wallet: string, lamports: bigint) =>
  post<{ signature: string; balanceLamports: bigint }>('/api/dev/airdrop', { wallet, lamports })

const creatorPath = (handle: string) => `/api/creators/${encodeURIComponent(handle)}`
const purchaseOf = (reply: PurchaseReply) => reply.purchase

async function orNull<T>(call: Promise<T>, status: number): Promise<T | null> {
  try {
    return await call
  } catch (error) {
    if (error instanceof ApiError && error.status === status) return null
    throw error
  }
}
