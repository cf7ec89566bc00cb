import { offerGoodwill } from '@/lib/domain/money/refunds/goodwill'
import { requestKey } from '@/lib/http/idempotency'
import { idParam, json, route } from '@/lib/http/route'
import { GoodwillInput } from '@/lib/schema/sales'

export const POST = route(
  { body: GoodwillInput, limit: 'purchase' },
  async ({ app, viewer, request, params, body }) => {
    const offer = await offerGoodwill(app, viewer, idParam(params), body, requestKey(request, body))
    return json(offer, { status: 201 })
  },
)
