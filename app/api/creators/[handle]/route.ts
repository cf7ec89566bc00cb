import { getCreator } from '@/lib/domain/creators'
import { route, textParam } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'

export const GET = route({ auth: 'optional', keep: true }, ({ app, viewer, params }) =>
  getCreator(app, viewer, textParam(params, 'handle')),
)

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('GET')
