import { cancelSubscription } from '@/lib/domain/money/subscriptions/subscriptions'
import { idParam, route } from '@/lib/http/route'

export const POST = route({}, ({ app, viewer, params }) =>
  cancelSubscription(app, viewer, idParam(params, 'creatorId')),
)
