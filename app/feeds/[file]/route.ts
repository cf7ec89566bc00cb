import { getCreator } from '@/lib/domain/creators/creators'
import { listCreatorPosts } from '@/lib/domain/posts/post-lists'
import { viewerByFeedKey } from '@/lib/domain/reach/feed-keys'
import { AppError } from '@/lib/errors'
import { rssOf } from '@/lib/http/reach/rss'
import { route, textParam } from '@/lib/http/route'
import { Answer } from '@/lib/http/serving/answer'
import { RssQuery } from '@/lib/schema/feeds'

const ITEMS = 30

export const GET = route({ auth: 'none', query: RssQuery }, async ({ app, params, query: { key } }) => {
  const handle = /^(.+)\.xml$/.exec(textParam(params, 'file'))?.[1]
  if (handle === undefined) throw new AppError('not_found')
  const viewer = key === undefined ? null : await viewerByFeedKey(app, key)
  const [creator, { items }] = await Promise.all([
    getCreator(app, null, handle),
    listCreatorPosts(app, viewer, handle, { limit: ITEMS }),
  ])
  const headers = {
    'content-type': 'application/rss+xml; charset=utf-8',
    'cache-control': viewer === null ? 'public, max-age=300' : 'private, no-store',
  }
  // Authors find their own unlisted ones in lists; a feed tells what was published.
  const posts = items.filter(({ listed }) => listed)
  const site = app.config.publicUrl
  return new Answer(200, headers, rssOf({ creator, posts, isOwn: viewer !== null, site }))
})
