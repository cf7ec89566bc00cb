import { getQuote } from '@/lib/domain/money/purchases/quotes'
import { route } from '@/lib/http/route'
import { QuoteInput } from '@/lib/schema/purchases'

export const POST = route({ body: QuoteInput, limit: 'purchase' }, ({ app, viewer, body }) =>
  getQuote(app, viewer, body.item),
)
