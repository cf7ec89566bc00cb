import { countOpened } from '@/lib/domain/creators/memberships'
import { route, textParam } from '@/lib/http/route'

export const GET = route({ auth: 'optional', cache: true }, ({ app, params }) =>
  countOpened(app, textParam(params, 'handle')),
)
