import { searchCreators, searchPosts } from '@/lib/domain/search/search'
import { route } from '@/lib/http/route'
import { SearchQuery } from '@/lib/schema/search'

export const GET = route({ auth: 'optional', query: SearchQuery }, ({ app, viewer, query }) =>
  query.kind === 'posts' ? searchPosts(app, viewer, query) : searchCreators(app, query),
)
