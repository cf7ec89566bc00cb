import { cancelSubscription } from '@/lib/domain/subscriptions/subscriptions'
import { idParam, route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'

export const POST = route({}, ({ app, viewer, params }) =>
  cancelSubscription(app, viewer, idParam(params, 'creatorId')),
)

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('POST')
