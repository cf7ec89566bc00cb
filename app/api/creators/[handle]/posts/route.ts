import { listCreatorPosts } from '@/lib/domain/posts/post-lists'
import { route, textParam } from '@/lib/http/route'
import { CreatorPostsQuery } from '@/lib/schema/posts'

export const GET = route(
  { auth: 'optional', cache: true, query: CreatorPostsQuery },
  ({ app, viewer, params, query }) => listCreatorPosts(app, viewer, textParam(params, 'handle'), query),
)
