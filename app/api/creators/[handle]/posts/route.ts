import { listCreatorPosts } from '@/lib/domain/posts/posts'
import { route, textParam } from '@/lib/http/route'
import { PageQuery } from '@/lib/schema/common'

export const GET = route(
  { auth: 'optional', cache: true, query: PageQuery },
  ({ app, viewer, params, query }) => listCreatorPosts(app, viewer, textParam(params, 'handle'), query),
)
