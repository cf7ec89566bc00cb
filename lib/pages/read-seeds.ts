import type { App } from '@/lib/app'
import { firstPage } from '@/lib/client/cache/first-page'
import { keys } from '@/lib/client/cache/query-keys'
import type { Viewer } from '@/lib/domain/context'
import { getCreator, listCreators } from '@/lib/domain/creators/creators'
import { listPurchases } from '@/lib/domain/money/purchases/list'
import { readReceipt } from '@/lib/domain/money/purchases/receipts'
import { listRefunds } from '@/lib/domain/money/refunds/refunds'
import { listSubscriptions } from '@/lib/domain/money/subscriptions/subscriptions'
import { listNotifications } from '@/lib/domain/notifications/notifications'
import { listComments } from '@/lib/domain/posts/comments'
import { getPost, listCreatorPosts, listFeed } from '@/lib/domain/posts/posts'
import { AppError } from '@/lib/errors'
import { type Route, type RouteOf, toFeedFilter } from '@/lib/routes'
import type { Seed } from '@/lib/schema/boot'
import { Id } from '@/lib/schema/common'
import { LIMITS } from '@/lib/schema/limits'

const FIRST_POSTS = 8
const FIRST_COMMENTS = 20
const FIRST_CREATORS = 24
const FIRST_PURCHASES = 20
const FIRST_NOTIFICATIONS = 30

type Reader = Viewer | null

/** What the page shows at first, as this reader sees it; null for a visitor. Throws `not_found` where there is no such page. */
export function readSeeds(app: App, viewer: Reader, route: Route): Promise<Seed[]> {
  switch (route.page) {
    case 'feed':
      return readFeed(app, viewer, route)
    case 'creators':
      return readCreators(app, route)
    case 'creator':
      return readCreator(app, viewer, route)
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
    case 'new-post':
    case 'tiers':
    case 'own-page':
    case 'sign-in':
      return Promise.resolve([])
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

async function readCreators(app: App, { query: asked }: RouteOf<'creators'>): Promise<Seed[]> {
  const query = asked.slice(0, LIMITS.creatorQuery)
  return [[keys.creatorList(query), firstPage(await listCreators(app, { query, limit: FIRST_CREATORS }))]]
}

async function readCreator(app: App, viewer: Reader, { handle }: RouteOf<'creator'>): Promise<Seed[]> {
  const [creator, posts] = await Promise.all([
    getCreator(app, viewer, handle),
    listCreatorPosts(app, viewer, handle, { limit: FIRST_POSTS }),
  ])
  return [
    [keys.creator(handle), creator],
    [keys.creatorPosts(handle), firstPage(posts)],
  ]
}

async function readPost(app: App, viewer: Reader, { id: asked }: RouteOf<'post'>): Promise<Seed[]> {
  const id = requireId(asked)
  const post = await getPost(app, viewer, id)
  const { handle } = post.author
  const [comments, creator] = await Promise.all([
    post.unlocked ? listComments(app, viewer, id, { limit: FIRST_COMMENTS }) : null,
    handle === null ? null : getCreator(app, viewer, handle),
  ])
  return [
    [keys.post(id), post],
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
