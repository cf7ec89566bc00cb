import { listFeed } from '@/lib/domain/posts/post-lists'
import { route } from '@/lib/http/route'
import { FeedQuery } from '@/lib/schema/posts'

export const GET = route({ auth: 'optional', cache: true, query: FeedQuery }, ({ app, viewer, query }) =>
  listFeed(app, viewer, query),
)
