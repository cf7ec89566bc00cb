import type { Span } from '@/lib/calendar'
import type { Activity } from '@/lib/schema/activity'
import type { Comment } from '@/lib/schema/comments'
import type { Page } from '@/lib/schema/common'
import type {
  CreatorCard,
  CreatorPatch,
  CreatorProfile,
  Memberships,
  OwnPage,
  Subscription,
  SubscriptionItem,
} from '@/lib/schema/creators'
import type { Earned } from '@/lib/schema/earnings'
import type { Locale } from '@/lib/schema/locales'
import type { MediaStatus } from '@/lib/schema/media'
import type { Member, MemberStatus } from '@/lib/schema/members'
import type { NotificationPage } from '@/lib/schema/notifications'
import type {
  CreatorPostsFilter,
  FeedFilter,
  KeptPost,
  LikeReply,
  NewPosts,
  OwnMedia,
  OwnPost,
  Post,
  PostFields,
  PostFilter,
  PostPatch,
  PostReader,
  PostStatus,
} from '@/lib/schema/posts'
import type {
  ListedPurchase,
  PurchaseInput,
  PurchaseItem,
  PurchaseReply,
  Quote,
} from '@/lib/schema/purchases'
import type { RatesReply } from '@/lib/schema/rates'
import type { Receipt } from '@/lib/schema/receipts'
import type { Refund, RefundOffer, RefundReply } from '@/lib/schema/refunds'
import type { GoodwillInput, Sale } from '@/lib/schema/sales'
import type { Suggestions } from '@/lib/schema/search'
import type { CreatorSeries, PostSeries, SeriesPage } from '@/lib/schema/series'
import type {
  LeaveInput,
  Me,
  MePatch,
  NoncePurpose,
  NonceReply,
  PhoneSignIn,
  SignInReply,
} from '@/lib/schema/session'
import type { TextName } from '@/lib/schema/text-names'
import type { SiteText } from '@/lib/schema/texts'
import type { Tier, TierInput } from '@/lib/schema/tiers'
import type { ViewsInput } from '@/lib/schema/views'
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

/** `from`: the list begins with that post. */
export type PostsRequest = PageRequest & { from?: string | null }

export interface CreatorFields {
  handle: string
  displayName: string
  bio?: string
  referredBy?: string
}

/** What a post begins with: a draft may be without all of it. */
export type NewPost = Partial<PostFields> & { status?: PostStatus; publishAt?: string }

const post = <T>(path: string, body?: unknown, headers?: Record<string, string>) =>
  apiFetch<T>(path, { method: 'POST', body, ...(headers && { headers }) })

export const requestNonce = (wallet: string, purpose?: NoncePurpose) =>
  post<NonceReply>('/api/auth/nonce', { wallet, purpose })

/** `signature`: base64 of the 64 bytes. */
export const signInWith = (input: { wallet: string; message: string; signature: string }) =>
  post<SignInReply>('/api/auth/sign-in', input)

export const beginPhoneSignIn = () => post<PhoneSignIn>('/api/auth/phone')
/** Null until the phone's wallet has answered. */
export const finishPhoneSignIn = async ({ reference, secret }: PhoneSignIn) => {
  const reply = await post<SignInReply | { pending: true }>(`/api/auth/phone/${reference}/session`, {
    secret,
  })
  return 'pending' in reply ? null : reply
}

export const refreshSession = () => post<SignInReply>('/api/auth/refresh')
export const endSession = () => post<unknown>('/api/auth/sign-out')

/** Null for a visitor. */
export const getMe = (signal?: Signal) => orNull<Me>(apiFetch('/api/me', { signal }), 401)

export const getMediaStatus = (id: string, signal?: Signal) =>
  apiFetch<MediaStatus>(`/api/media/${id}/status`, { signal })
export const setCaptions = (mediaId: string, lang: string, file: Blob) =>
  apiFetch<void>(`/api/media/${mediaId}/captions/${lang}`, { method: 'PUT', body: file })
export const removeCaptions = (mediaId: string, lang: string) =>
  apiFetch<void>(`/api/media/${mediaId}/captions/${lang}`, { method: 'DELETE' })
/** What has been on the screen; also when the page is being left. */
export const sendViews = (views: ViewsInput) =>
  apiFetch<void>('/api/views', { method: 'POST', body: views, outlivesPage: true })
export const updateMe = (patch: MePatch) => apiFetch<Me>('/api/me', { method: 'PATCH', body: patch })
export const becomeCreator = (fields: CreatorFields) => post<CreatorProfile>('/api/me/creator', fields)
export const updateCreator = (patch: CreatorPatch) =>
  apiFetch<CreatorProfile>('/api/me/creator', { method: 'PATCH', body: patch })
export const setTiers = (tiers: readonly TierInput[]) =>
  apiFetch<Tier[]>('/api/me/tiers', { method: 'PUT', body: tiers })
/** What the caller's wallet holds. */
export const getBalance = (signal?: Signal) =>
  apiFetch<{ balanceLamports: bigint }>('/api/me/balance', { signal })
/** What a SOL is worth about, by currency. */
export const getRates = async (signal?: Signal) =>
  (await apiFetch<RatesReply>('/api/rates', { signal })).rates

export interface EarningsRequest {
  /** Days, `2026-11-29`; both count. */
  from: string
  to: string
  by: Span
  tz: string
}

export const getEarnings = async (asked: EarningsRequest, signal?: Signal): Promise<Earned[]> =>
  (await apiFetch<EarnedOnWire[]>('/api/me/earnings', { query: { ...asked }, signal })).map(readEarned)

/** Amounts whose fields are not named as such arrive as numbers. */
type EarnedOnWire = Record<'posts' | 'subscriptions' | 'tips' | 'messages' | 'refunds', number> &
  Pick<Earned, 'at' | 'totalLamports'>

const readEarned = ({ posts, subscriptions, tips, messages, refunds, ...rest }: EarnedOnWire): Earned => ({
  ...rest,
  posts: BigInt(posts),
  subscriptions: BigInt(subscriptions),
  tips: BigInt(tips),
  messages: BigInt(messages),
  refunds: BigInt(refunds),
})

export const listMembers = (asked: PageRequest & { status: MemberStatus; query: string }, signal?: Signal) =>
  apiFetch<Page<Member>>('/api/me/members', { query: { ...asked }, signal })

export const getActivity = (tz: string, signal?: Signal) =>
  apiFetch<Activity>('/api/me/activity', { query: { tz }, signal })

/** Of the caller's private feeds; `renewFeedKey` puts another one in its place. */
export const getFeedKey = (signal?: Signal) => apiFetch<{ key: string }>('/api/me/feed-key', { signal })
export const renewFeedKey = () => apiFetch<{ key: string }>('/api/me/feed-key', { method: 'DELETE' })

export const getWords = (locale: Locale) => apiFetch<CompiledDictionary>(`/api/words/${locale}`)
export const getText = (locale: Locale, name: TextName, signal?: Signal) =>
  apiFetch<SiteText>(`/api/texts/${locale}/${name}`, { signal })

export const listCreators = (page: PageRequest, signal?: Signal) =>
  apiFetch<Page<CreatorCard>>('/api/creators', { query: { ...page }, signal })

export const searchPosts = (page: PageRequest & { q: string }, signal?: Signal) =>
  apiFetch<Page<Post>>('/api/search', { query: { ...page, kind: 'posts' }, signal })
export const searchCreators = (page: PageRequest & { q: string }, signal?: Signal) =>
  apiFetch<Page<CreatorCard>>('/api/search', { query: { ...page, kind: 'creators' }, signal })
export const getSuggestions = (q: string, signal?: Signal) =>
  apiFetch<Suggestions>('/api/search/suggestions', { query: { q }, signal })
export const listTags = (creator: string | undefined, signal?: Signal) =>
  apiFetch<{ items: string[] }>('/api/tags', { query: { creator }, signal })

/** What creators alone know of their page. */
export const getOwnPage = (signal?: Signal) => apiFetch<OwnPage>('/api/me/creator', { signal })

/** For good. `signature`: base64 of the 64 bytes over the `message` of a nonce for that. */
export const deleteAccount = (signed: LeaveInput) =>
  apiFetch<void>('/api/me', { method: 'DELETE', body: signed })

/** Null when there is no such creator. */
export const getCreator = (handle: string, signal?: Signal) =>
  orNull<CreatorProfile>(apiFetch(creatorPath(handle), { signal }), 404)

export const getMemberships = (handle: string, signal?: Signal) =>
  apiFetch<Memberships>(`${creatorPath(handle)}/memberships`, { signal })

export const setFollowing = (handle: string, following: boolean) =>
  apiFetch<{ following: boolean; followersCount: number }>(`${creatorPath(handle)}/follow`, {
    method: following ? 'PUT' : 'DELETE',
  })
export const listCreatorPosts = (
  handle: string,
  page: PostsRequest & { filter?: CreatorPostsFilter; tag?: string | undefined },
  signal?: Signal,
) => apiFetch<Page<Post>>(`${creatorPath(handle)}/posts`, { query: { ...page }, signal })

export const listFeed = (
  page: PostsRequest & { filter: PostFilter; tag?: string | undefined },
  signal?: Signal,
) => apiFetch<Page<Post>>('/api/feed', { query: { ...page }, signal })

export const getNewOfCreator = (handle: string, since: string, signal?: Signal) =>
  apiFetch<NewPosts>(`${creatorPath(handle)}/posts/new`, { query: { since }, signal })

export const getNewInFeed = (filter: FeedFilter, since: string, signal?: Signal) =>
  apiFetch<NewPosts>('/api/feed/new', { query: { filter, since }, signal })

/** Null when there is no such post. */
export const getPost = (id: string, signal?: Signal) =>
  orNull<Post>(apiFetch(`/api/posts/${id}`, { signal }), 404)

/** What makes something takes a key: sent again with the same one, it is made once. */
export const createPost = (fields: NewPost, idempotencyKey: string) =>
  post<Post>('/api/posts', fields, { 'idempotency-key': idempotencyKey })
export const updatePost = (id: string, patch: PostPatch) =>
  apiFetch<Post>(`/api/posts/${id}`, { method: 'PATCH', body: patch })
/** A post of one's own, as such a reader would see it. */
export const previewPost = (id: string, as: PostReader, signal?: Signal) =>
  apiFetch<Post>(`/api/posts/${id}`, { query: { as }, signal })
/** Those with that status, or all; `query` looks in titles and tags. */
export const listOwnPosts = (
  asked: PageRequest & { status?: PostStatus | undefined; query?: string },
  signal?: Signal,
) => apiFetch<Page<OwnPost>>('/api/me/posts', { query: { ...asked }, signal })
/** `undefined`: nobody had bought it, and it is gone. */
export const deletePost = (id: string) =>
  apiFetch<KeptPost | undefined>(`/api/posts/${id}`, { method: 'DELETE' })
export const setLiked = (id: string, liked: boolean) =>
  apiFetch<LikeReply>(`/api/posts/${id}/like`, { method: liked ? 'PUT' : 'DELETE' })

/** Of which a reader sees any post. */
export const listCreatorSeries = (handle: string, signal?: Signal) =>
  apiFetch<CreatorSeries>(`${creatorPath(handle)}/series`, { signal })
/** Null when there is no such series for the reader. */
export const getSeries = (id: string, signal?: Signal) =>
  orNull<SeriesPage>(apiFetch(`/api/series/${id}`, { signal }), 404)
/** Of one that is not there for the reader, none. */
export const listSeriesPosts = async (id: string, page: PageRequest, signal?: Signal): Promise<Page<Post>> =>
  (await orNull<Page<Post>>(apiFetch(`/api/series/${id}/posts`, { query: { ...page }, signal }), 404)) ?? {
    items: [],
    nextCursor: null,
  }
/** Null where the post is in none. */
export const getPostSeries = async (postId: string, signal?: Signal) =>
  (await orNull<PostSeries>(apiFetch(`/api/posts/${postId}/series`, { signal }), 404))?.series ?? null
/** What is in a picture of one's own, for who does not see it. */
export const describeMedia = (id: string, alt: string) =>
  apiFetch<OwnMedia>(`/api/media/${id}`, { method: 'PATCH', body: { alt } })

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
/** What the caller has sold, the latest first. */
export const listSales = (page: PageRequest, signal?: Signal) =>
  apiFetch<Page<Sale>>('/api/me/sales', { query: { ...page }, signal })
/** The transaction that gives a sale back, or a part of it, for the creator's wallet. */
export const refundSale = (id: string, terms: GoodwillInput) =>
  post<RefundOffer>(`/api/me/sales/${id}/refunds`, terms)
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

export async function orNull<T>(call: Promise<T>, status: number): Promise<T | null> {
  try {
    return await call
  } catch (error) {
    if (error instanceof ApiError && error.status === status) return null
    throw error
  }
}
