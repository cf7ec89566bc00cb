import { getQuote } from '@/lib/domain/purchases/opening'
import { route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'
import { QuoteInput } from '@/lib/schema/purchases'

export const POST = route({ body: QuoteInput, limit: 'purchase' }, ({ app, viewer, body }) =>
  getQuote(app, viewer, body.item),
)

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('POST')
