import { getSeries } from '@/lib/domain/series/series'
import { idParam, route } from '@/lib/http/route'

export const GET = route({ auth: 'optional', cache: true }, ({ app, viewer, params }) =>
  getSeries(app, viewer, idParam(params)),
)
