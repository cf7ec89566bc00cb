import { orderSeriesPosts } from '@/lib/domain/series/series-posts'
import { idParam, route } from '@/lib/http/route'
import { SeriesPostsOrder } from '@/lib/schema/series'

export const PUT = route({ body: SeriesPostsOrder }, ({ app, viewer, params, body }) =>
  orderSeriesPosts(app, viewer, idParam(params), body.ids),
)
