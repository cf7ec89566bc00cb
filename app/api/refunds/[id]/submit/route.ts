import { submitRefund } from '@/lib/domain/money/refunds/payment'
import { idParam, json, route } from '@/lib/http/route'
import { SubmitInput } from '@/lib/schema/purchases'

export const POST = route({ body: SubmitInput, limit: 'purchase' }, async ({ app, viewer, params, body }) => {
  const bytes = Buffer.from(body.transaction, 'base64')
  const refund = await submitRefund(app, viewer, idParam(params), bytes)
  return json({ refund }, { status: refund.status === 'paid' ? 200 : 202 })
})
