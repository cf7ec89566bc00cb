import { deleteSeries, getOwnSeries, updateSeries } from '@/lib/domain/series/own-series'
import { idParam, noContent, route } from '@/lib/http/route'
import { SeriesPatch } from '@/lib/schema/series'

export const GET = route({}, ({ app, viewer, params }) => getOwnSeries(app, viewer, idParam(params)))

export const PATCH = route({ body: SeriesPatch }, ({ app, viewer, params, body }) =>
  updateSeries(app, viewer, idParam(params), body),
)

export const DELETE = route({}, async ({ app, viewer, params }) => {
  await deleteSeries(app, viewer, idParam(params))
  return noContent()
})
