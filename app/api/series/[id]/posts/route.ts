import { listSeriesPosts } from '@/lib/domain/series/series'
import { idParam, route } from '@/lib/http/route'
import { SeriesPostsQuery } from '@/lib/schema/series'

export const GET = route(
  { auth: 'optional', cache: true, query: SeriesPostsQuery },
  ({ app, viewer, params, query }) => listSeriesPosts(app, viewer, idParam(params), query),
)
