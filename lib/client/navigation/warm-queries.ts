import type { QueryClient } from '@tanstack/react-query'
import { findPostRead } from '@/lib/client/cache/post-cache'
import { readerOf } from '@/lib/client/cache/session-cache'
import {
  creatorPostsQuery,
  creatorQuery,
  creatorsQuery,
  feedQuery,
  notificationsQuery,
  postQuery,
  purchasesQuery,
  receiptQuery,
  refundsQuery,
  subscriptionsQuery,
} from '@/lib/client/queries'
import { type Route, toFeedFilter } from '@/lib/routes'

/** Reads what a page shows that is pointed at, unless it is known. */
export function warmQueries(client: QueryClient, route: Route): void {
  const isSignedIn = readerOf({ client }) !== null
  switch (route.page) {
    case 'feed': {
      const filter = toFeedFilter(route.filter)
      if (isSignedIn || filter === 'all') void client.prefetchInfiniteQuery(feedQuery(filter))
      break
    }
    case 'creators':
      void client.prefetchInfiniteQuery(creatorsQuery(route.query))
      break
    case 'creator':
      void client.prefetchQuery(creatorQuery(route.handle))
      void client.prefetchInfiniteQuery(creatorPostsQuery(route.handle))
      break
    case 'join':
      void client.prefetchQuery(creatorQuery(route.handle))
      break
    case 'post':
      if (findPostRead(client, route.id) === null) void client.prefetchQuery(postQuery(route.id))
      break
    case 'library':
    case 'notifications':
    case 'receipt':
    case 'studio':
    case 'new-post':
    case 'tiers':
    case 'own-page':
    case 'edit-post':
      if (isSignedIn) warmOwn(client, route)
      break
    case 'sign-in':
      break
  }
}

function warmOwn(client: QueryClient, route: Route): void {
  if (route.page === 'notifications') void client.prefetchInfiniteQuery(notificationsQuery())
  if (route.page === 'receipt') void client.prefetchQuery(receiptQuery(route.id))
  if (route.page !== 'library') return
  void client.prefetchQuery(subscriptionsQuery())
  void client.prefetchInfiniteQuery(purchasesQuery())
  void client.prefetchInfiniteQuery(refundsQuery())
}
