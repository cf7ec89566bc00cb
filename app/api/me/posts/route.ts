import { listOwnPosts } from '@/lib/domain/posts/own-posts'
import { route } from '@/lib/http/route'
import { OwnPostsQuery } from '@/lib/schema/posts'

export const GET = route({ query: OwnPostsQuery }, ({ app, viewer, query }) =>
  listOwnPosts(app, viewer, query),
)
