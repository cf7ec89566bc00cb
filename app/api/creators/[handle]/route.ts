import { getCreator } from '@/lib/domain/creators/creators'
import { route, textParam } from '@/lib/http/route'

export const GET = route({ auth: 'optional', cache: true }, ({ app, viewer, params }) =>
  getCreator(app, viewer, textParam(params, 'handle')),
)
