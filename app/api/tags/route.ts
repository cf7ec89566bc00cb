import { listTags } from '@/lib/domain/posts/tags'
import { route } from '@/lib/http/route'
import { TagsQuery } from '@/lib/schema/posts'

export const GET = route({ auth: 'optional', cache: true, query: TagsQuery }, ({ app, query }) =>
  listTags(app, query),
)
