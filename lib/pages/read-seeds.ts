import type { App } from '@/lib/app'
import { firstPage } from '@/lib/client/cache/first-page'
import { keys } from '@/lib/client/cache/query-keys'
import type { Viewer } from '@/lib/domain/context'
import { getCreator, listCreators } from '@/lib/domain/creators/creators'
import { countOpened } from '@/lib/domain/creators/memberships'
import { listPurchases } from '@/lib/domain/money/purchases/list'
import { readReceipt } from '@/lib/domain/money/purchases/receipts'
import { listRefunds } from '@/lib/domain/money/refunds/refunds'
import { listSubscriptions } from '@/lib/domain/money/subscriptions/subscriptions'
import { listNotifications } from '@/lib/domain/notifications/notifications'
import { listComments } from '@/lib/domain/posts/comments'
import { listCreatorPosts, listFeed } from '@/lib/domain/posts/post-lists'
import { getPost } from '@/lib/domain/posts/posts'
import { listTags } from '@/lib/domain/posts/tags'
import { searchCreators, searchPosts } from '@/lib/domain/search/search'
import { getSeries, listCreatorSeries, listSeriesPosts } from '@/lib/domain/series/series'
import { getPostSeries } from '@/lib/domain/series/series-part'
import { AppError } from '@/lib/errors'
import {
  creatorFilter,
  EXPLORE_FILTERS,
  type ExploreView,
  exploreView,
  type Route,
  type RouteOf,
  toFeedFilter,
} from '@/lib/routes'
import type { Seed } from '@/lib/schema/boot'
import { Id } from '@/lib/schema/common'
import { LIMITS } from '@/lib/schema/limits'
import type { Locale } from '@/lib/schema/locales'

const FIRST_POSTS = 8
const FIRST_COMMENTS = 20
const FIRST_CREATORS = 24
const FIRST_PURCHASES = 20
const FIRST_NOTIFICATIONS = 30

type Reader = Viewer | null

/**
 * What the page shows at first, as this reader sees it, in their language; null for a visitor. Throws `not_found` where
 * there is no such page.
 */
export function readSeeds(app: App, viewer: Reader, route: Route, locale: Locale): Promise<Seed[]> {
  switch (route.page) {
    case 'feed':
      return readFeed(app, viewer, route)
    case 'creators':
    case 'explore':
      return readExplored(app, viewer, exploreView(route))
    case 'creator':
      return readCreator(app, viewer, route)
    case 'series':
      return readSeries(app, viewer, route)
    case 'post':
      return readPost(app, viewer, route)
    case 'join':
      return readInviter(app, viewer, route)
    case 'library':
      return readLibrary(app, viewer)
    case 'notifications':
      return readInbox(app, viewer)
    case 'receipt':
      return readOwnReceipt(app, viewer, route)
    case 'studio':
    case 'numbers':
    case 'own-posts':
    case 'own-series':
    case 'edit-series':
    case 'sales':
    case 'new-post':
    case 'tiers':
    case 'own-page':
    case 'sign-in':
      return Promise.resolve([])
    case 'text':
      return Promise.resolve([[keys.text(locale, route.name), app.texts.find(route.name, locale)]])
    case 'edit-post':
      return requireOwnPost(app, viewer, route)
  }
}

async function readFeed(app: App, viewer: Reader, { filter: asked }: RouteOf<'feed'>): Promise<Seed[]> {
  const filter = toFeedFilter(asked)
  const [posts, creators] = await Promise.all([
    filter === 'all' || viewer !== null ? listFeed(app, viewer, { filter, limit: FIRST_POSTS }) : null,
    listCreators(app, { query: '', limit: LIMITS.suggestions }),
  ])
  return [
    ...(posts === null ? [] : [[keys.feed(filter), firstPage(posts)] as const]),
    [keys.suggestions, firstPage(creators)],
  ]
}

async function readExplored(app: App, viewer: Reader, view: ExploreView): Promise<Seed[]> {
  if (view.kind === 'creators')
    return [[keys.creatorList, firstPage(await listCreators(app, { query: '', limit: FIRST_CREATORS }))]]
  if (view.kind === 'found') {
    const { q } = view
    return [
      view.what === 'posts'
        ? [keys.foundPosts(q), firstPage(await searchPosts(app, viewer, { q, limit: FIRST_POSTS }))]
        : [keys.foundCreators(q), firstPage(await searchCreators(app, { q, limit: FIRST_CREATORS }))],
    ]
  }
  const { show, tag } = view
  const filter = EXPLORE_FILTERS[show]
  const [posts, tags] = await Promise.all([
    listFeed(app, viewer, { filter, limit: FIRST_POSTS, ...(tag !== '' && { tag }) }),
    listTags(app),
  ])
  return [
    [keys.explore(filter, tag), firstPage(posts)],
    [keys.tags(''), tags.items],
  ]
}

async function readCreator(app: App, viewer: Reader, route: RouteOf<'creator'>): Promise<Seed[]> {
  const { handle, tab, tag } = route
  const filter = creatorFilter(route)
  const [creator, series, memberships, posts, tags] = await Promise.all([
    getCreator(app, viewer, handle),
    listCreatorSeries(app, viewer, handle),
    countOpened(app, handle),
    filter === null
      ? null
      : listCreatorPosts(app, viewer, handle, { filter, limit: FIRST_POSTS, ...(tag !== '' && { tag }) }),
    tab === 'posts' ? listTags(app, { creator: handle }) : null,
  ])
  const pinnedId = tab === 'posts' && tag === '' && filter === 'all' ? creator.pinnedPostId : null
  const pinned = pinnedId == null ? null : await getPost(app, viewer, pinnedId)
  return [
    [keys.creator(handle), creator],
    [keys.creatorSeries(handle), series],
    [keys.memberships(handle), memberships],
    ...(posts === null || filter === null
      ? []
      : [[keys.creatorPostsBy(handle, filter, tag), firstPage(posts)] as const]),
    ...(tags === null ? [] : [[keys.tags(handle), tags.items] as const]),
    ...(pinned === null ? [] : [[keys.post(pinned.id), pinned] as const]),
  ]
}

async function readSeries(
  app: App,
  viewer: Reader,
  { handle, id: asked }: RouteOf<'series'>,
): Promise<Seed[]> {
  const creator = await getCreator(app, viewer, handle)
  const id = requireId(asked)
  const series = await getSeries(app, viewer, id)
  if (series.creatorId !== creator.id) throw new AppError('not_found')
  // Last: what changes meanwhile comes as an event after the position of what was read before.
  const posts = await listSeriesPosts(app, viewer, id, { limit: FIRST_POSTS })
  return [
    [keys.series(id), series],
    [keys.creator(handle), creator],
    [keys.seriesPosts(id), firstPage(posts)],
  ]
}

async function readPost(app: App, viewer: Reader, { id: asked }: RouteOf<'post'>): Promise<Seed[]> {
  const id = requireId(asked)
  const post = await getPost(app, viewer, id)
  const { handle } = post.author
  const [comments, creator, { series }] = await Promise.all([
    post.unlocked ? listComments(app, viewer, id, { limit: FIRST_COMMENTS }) : null,
    handle === null ? null : getCreator(app, viewer, handle),
    getPostSeries(app, viewer, id),
  ])
  return [
    [keys.post(id), post],
    [keys.postSeries(id), series],
    ...(comments === null ? [] : [[keys.comments(id), firstPage(comments)] as const]),
    ...(creator === null || handle === null ? [] : [[keys.creator(handle), creator] as const]),
  ]
}

async function readInviter(app: App, viewer: Reader, { handle }: RouteOf<'join'>): Promise<Seed[]> {
  return [[keys.creator(handle), await getCreator(app, viewer, handle)]]
}

async function readLibrary(app: App, viewer: Reader): Promise<Seed[]> {
  if (viewer === null) return []
  const [subscriptions, purchases, refunds] = await Promise.all([
    listSubscriptions(app, viewer),
    listPurchases(app, viewer, { limit: FIRST_PURCHASES }),
    listRefunds(app, viewer, { limit: FIRST_PURCHASES }),
  ])
  return [
    [keys.subscriptions, subscriptions],
    [keys.purchases, firstPage(purchases)],
    [keys.refunds, firstPage(refunds)],
  ]
}

async function readInbox(app: App, viewer: Reader): Promise<Seed[]> {
  if (viewer === null) return []
  return [
    [keys.notifications, firstPage(await listNotifications(app, viewer, { limit: FIRST_NOTIFICATIONS }))],
  ]
}

async function readOwnReceipt(app: App, viewer: Reader, { id: asked }: RouteOf<'receipt'>): Promise<Seed[]> {
  const id = requireId(asked)
  return viewer === null ? [] : [[keys.receipt(id), await readReceipt(app, viewer, id)]]
}

/** A visitor may still turn out to be the author: the studio asks them to sign in. */
async function requireOwnPost(app: App, viewer: Reader, { id }: RouteOf<'edit-post'>): Promise<Seed[]> {
  const { author } = await getPost(app, viewer, requireId(id))
  if (viewer !== null && viewer.userId !== author.id) throw new AppError('not_found')
  return []
}

function requireId(asked: string): string {
  const id = Id.safeParse(asked)
  if (!id.success) throw new AppError('not_found')
  return id.data
}
