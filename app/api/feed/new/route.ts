import { newInFeed } from '@/lib/domain/posts/new-posts'
import { route } from '@/lib/http/route'
import { NewInFeedQuery } from '@/lib/schema/posts'

export const GET = route({ auth: 'optional', cache: true, query: NewInFeedQuery }, ({ app, viewer, query }) =>
  newInFeed(app, viewer, query),
)
