import { offerRefund } from '@/lib/domain/refunds/payment'
import { idParam, route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'

export const POST = route({ limit: 'purchase' }, ({ app, viewer, params }) =>
  offerRefund(app, viewer, idParam(params)),
)

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('POST')
