import { setFollowing } from '@/lib/domain/creators'
import { route, textParam } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'

export const PUT = route({}, ({ app, viewer, params }) =>
  setFollowing(app, viewer, textParam(params, 'handle'), true),
)

export const DELETE = route({}, ({ app, viewer, params }) =>
  setFollowing(app, viewer, textParam(params, 'handle'), false),
)

export const { GET, POST, PATCH, OPTIONS } = refuseOthers('PUT', 'DELETE')
