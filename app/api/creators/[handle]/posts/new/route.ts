import { newOfCreator } from '@/lib/domain/posts/new-posts'
import { route, textParam } from '@/lib/http/route'
import { NewPostsQuery } from '@/lib/schema/posts'

export const GET = route({ auth: 'optional', cache: true, query: NewPostsQuery }, ({ app, params, query }) =>
  newOfCreator(app, textParam(params, 'handle'), query),
)
