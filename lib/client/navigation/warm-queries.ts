import type { QueryClient } from '@tanstack/react-query'
import { findPostRead } from '@/lib/client/cache/post-cache'
import { readerOf } from '@/lib/client/cache/session-cache'
import { creatorQuery, creatorsQuery, foundCreatorsQuery } from '@/lib/client/queries/creators'
import {
  purchasesQuery,
  receiptQuery,
  refundsQuery,
  salesQuery,
  subscriptionsQuery,
} from '@/lib/client/queries/money'
import {
  creatorPostsQuery,
  exploreQuery,
  feedQuery,
  foundPostsQuery,
  postQuery,
} from '@/lib/client/queries/posts'
import {
  creatorSeriesQuery,
  postSeriesQuery,
  seriesPostsSource,
  seriesQuery,
} from '@/lib/client/queries/series'
import { notificationsQuery, textQuery } from '@/lib/client/queries/session'
import {
  creatorFilter,
  EXPLORE_FILTERS,
  type ExploreView,
  exploreView,
  type Route,
  type RouteOf,
  toFeedFilter,
} from '@/lib/routes'
import { readLocale } from '@/lib/schema/locales'

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
    case 'explore':
      warmExplored(client, exploreView(route))
      break
    case 'creator':
      void client.prefetchQuery(creatorQuery(route.handle))
      warmCreator(client, route)
      break
    case 'series':
      void client.prefetchQuery(creatorQuery(route.handle))
      void warmSeries(client, route)
      break
    case 'join':
      void client.prefetchQuery(creatorQuery(route.handle))
      break
    case 'post':
      if (findPostRead(client, route.id) === null) void client.prefetchQuery(postQuery(route.id))
      void client.prefetchQuery(postSeriesQuery(route.id))
      break
    case 'library':
    case 'notifications':
    case 'receipt':
    case 'studio':
    case 'numbers':
    case 'own-posts':
    case 'own-series':
    case 'edit-series':
    case 'sales':
    case 'new-post':
    case 'tiers':
    case 'own-page':
    case 'edit-post':
      if (isSignedIn) warmOwn(client, route)
      break
    case 'text': {
      const locale = readLocale(document.documentElement.lang)
      if (locale !== null) void client.prefetchQuery(textQuery(locale, route.name))
      break
    }
    case 'sign-in':
      break
  }
}

function warmCreator(client: QueryClient, route: RouteOf<'creator'>): void {
  void client.prefetchQuery(creatorSeriesQuery(route.handle))
  const filter = creatorFilter(route)
  if (filter !== null) void client.prefetchInfiniteQuery(creatorPostsQuery(route.handle, filter, route.tag))
}

/** Its posts after itself, as on its page. */
async function warmSeries(client: QueryClient, { id }: RouteOf<'series'>): Promise<void> {
  await client.prefetchQuery(seriesQuery(id))
  await client.prefetchInfiniteQuery(seriesPostsSource(id).list)
}

function warmExplored(client: QueryClient, view: ExploreView): void {
  if (view.kind === 'creators') void client.prefetchInfiniteQuery(creatorsQuery())
  else if (view.kind === 'posts')
    void client.prefetchInfiniteQuery(exploreQuery(EXPLORE_FILTERS[view.show], view.tag))
  else if (view.what === 'posts') void client.prefetchInfiniteQuery(foundPostsQuery(view.q))
  else void client.prefetchInfiniteQuery(foundCreatorsQuery(view.q))
}

function warmOwn(client: QueryClient, route: Route): void {
  if (route.page === 'notifications') void client.prefetchInfiniteQuery(notificationsQuery())
  if (route.page === 'sales') void client.prefetchInfiniteQuery(salesQuery())
  if (route.page === 'receipt') void client.prefetchQuery(receiptQuery(route.id))
  if (route.page !== 'library') return
  void client.prefetchQuery(subscriptionsQuery())
  void client.prefetchInfiniteQuery(purchasesQuery())
  void client.prefetchInfiniteQuery(refundsQuery())
}
