import { setFollowing } from '@/lib/domain/creators/creators'
import { route, textParam } from '@/lib/http/route'

export const PUT = route({}, ({ app, viewer, params }) =>
  setFollowing(app, viewer, textParam(params, 'handle'), true),
)

export const DELETE = route({}, ({ app, viewer, params }) =>
  setFollowing(app, viewer, textParam(params, 'handle'), false),
)
