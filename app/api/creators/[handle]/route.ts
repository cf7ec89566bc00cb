import { getCreator } from '@/lib/domain/creators'
import { route, textParam } from '@/lib/http/route'

export const GET = route({ auth: 'optional' }, ({ app, viewer, params }) =>
  getCreator(app, viewer, textParam(params, 'handle')),
)
