import { getPostSeries } from '@/lib/domain/series/series-part'
import { setPostSeries } from '@/lib/domain/series/series-posts'
import { idParam, noContent, route } from '@/lib/http/route'
import { PostSeriesInput } from '@/lib/schema/series'

export const GET = route({ auth: 'optional', cache: true }, ({ app, viewer, params }) =>
  getPostSeries(app, viewer, idParam(params)),
)

export const PUT = route({ body: PostSeriesInput }, async ({ app, viewer, params, body }) => {
  await setPostSeries(app, viewer, idParam(params), body.seriesId)
  return noContent()
})
