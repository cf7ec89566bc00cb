import type { Locale } from '@/lib/schema/locales'
import type { MemberStatus } from '@/lib/schema/members'
import type { CreatorPostsFilter, FeedFilter, PostFilter, PostReader, PostStatus } from '@/lib/schema/posts'
import type { TextName } from '@/lib/schema/text-names'

/** What is kept under which key. `posts` covers everything that holds posts, one or many; `purchases` the receipts too. */
export const keys = {
  me: ['me'],
  activity: ['activity'],
  allEarnings: ['earnings'],
  earnings: (asked: { from: string; to: string; by: string; tz: string }) => ['earnings', asked],
  allMembers: ['members'],
  members: (status: MemberStatus, query: string) => ['members', status, query],
  allOwnPosts: ['own-posts'],
  ownPosts: (status: PostStatus | null, query: string) => ['own-posts', status, query],
  allOwnSeries: ['own-series'],
  ownSeries: ['own-series', 'list'],
  ownSeriesFor: (postId: string) => ['own-series', 'for', postId],
  ownSeriesOne: (id: string) => ['own-series', 'one', id],
  preview: (postId: string, as: PostReader) => ['previews', postId, as],
  sales: ['sales'],
  feedKey: ['feed-key'],
  balance: ['balance'],
  rates: ['rates'],
  notifications: ['notifications'],
  subscriptions: ['subscriptions'],
  purchases: ['purchases'],
  receipt: (purchaseId: string) => ['purchases', 'receipt', purchaseId],
  refunds: ['refunds'],
  mediaStatus: (id: string) => ['media-status', id],
  posts: ['posts'],
  post: (id: string) => ['posts', 'one', id],
  feeds: ['posts', 'feed'],
  feed: (filter: FeedFilter) => ['posts', 'feed', filter],
  creatorPosts: (handle: string) => ['posts', 'creator', handle],
  /** Of those all without a filter, or below them: read again with them. */
  creatorPostsBy: (handle: string, filter: CreatorPostsFilter, tag: string) =>
    filter === 'all' && tag === '' ? ['posts', 'creator', handle] : ['posts', 'creator', handle, filter, tag],
  /** Which posts are in these, and in what order, an event does not say. */
  explored: ['posts', 'explore'],
  explore: (filter: PostFilter, tag: string) => ['posts', 'explore', filter, tag],
  found: ['posts', 'found'],
  foundPosts: (q: string) => ['posts', 'found', q],
  allSeriesPosts: ['posts', 'series'],
  /** In the order of the series: an event does not say it. */
  seriesPosts: (id: string) => ['posts', 'series', id],
  /** What is said of series beside their posts. */
  allSeries: ['series'],
  series: (id: string) => ['series', 'one', id],
  creatorSeries: (handle: string) => ['series', 'creator', handle],
  postSeries: (postId: string) => ['series', 'post', postId],
  /** What came above a list of posts; the list's own key stands in it. */
  news: ['news'],
  comments: (postId: string) => ['comments', postId],
  allComments: ['comments'],
  creators: ['creators'],
  creatorProfiles: ['creators', 'one'],
  creator: (handle: string) => ['creators', 'one', handle],
  ownPage: ['own-page'],
  allMemberships: ['memberships'],
  memberships: (handle: string) => ['memberships', handle],
  creatorLists: ['creators', 'list'],
  creatorList: ['creators', 'list', ''],
  allFoundCreators: ['creators', 'list', 'found'],
  foundCreators: (q: string) => ['creators', 'list', 'found', q],
  searchSuggestions: (q: string) => ['search-suggestions', q],
  tags: (handle: string) => ['tags', handle],
  text: (locale: Locale, name: TextName) => ['texts', locale, name],
  /** A list like the others, of the first few. */
  suggestions: ['creators', 'list', '', 'few'],
} as const
