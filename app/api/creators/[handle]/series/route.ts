import { listCreatorSeries } from '@/lib/domain/series/series'
import { route, textParam } from '@/lib/http/route'

export const GET = route({ auth: 'optional', cache: true }, ({ app, viewer, params }) =>
  listCreatorSeries(app, viewer, textParam(params, 'handle')),
)
