import type { FeedFilter } from '@/lib/schema/posts'

/** What is kept under which key. `posts` covers everything that holds posts, one or many; `purchases` the receipts too. */
export const keys = {
  me: ['me'],
  activity: ['activity'],
  balance: ['balance'],
  notifications: ['notifications'],
  subscriptions: ['subscriptions'],
  purchases: ['purchases'],
  receipt: (purchaseId: string) => ['purchases', 'receipt', purchaseId],
  refunds: ['refunds'],
  posts: ['posts'],
  post: (id: string) => ['posts', 'one', id],
  feeds: ['posts', 'feed'],
  feed: (filter: FeedFilter) => ['posts', 'feed', filter],
  creatorPosts: (handle: string) => ['posts', 'creator', handle],
  comments: (postId: string) => ['comments', postId],
  allComments: ['comments'],
  creators: ['creators'],
  creatorProfiles: ['creators', 'one'],
  creator: (handle: string) => ['creators', 'one', handle],
  creatorLists: ['creators', 'list'],
  creatorList: (query: string) => ['creators', 'list', query],
  /** A list like the others, of the first few. */
  suggestions: ['creators', 'list', '', 'few'],
} as const
