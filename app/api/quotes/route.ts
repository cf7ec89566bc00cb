import { getQuote } from '@/lib/domain/purchases'
import { route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'
import { PurchaseInput } from '@/lib/schema/purchases'

export const POST = route({ body: PurchaseInput, limit: 'purchase' }, ({ app, viewer, body }) =>
  getQuote(app, viewer, body.item),
)

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('POST')
