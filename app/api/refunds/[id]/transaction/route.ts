import { offerRefund } from '@/lib/domain/money/refunds/payment'
import { idParam, route } from '@/lib/http/route'

export const POST = route({ limit: 'purchase' }, ({ app, viewer, params }) =>
  offerRefund(app, viewer, idParam(params)),
)
