import { submitPurchase } from '@/lib/domain/money/purchases/submission'
import { idParam, json, route } from '@/lib/http/route'
import { SubmitInput } from '@/lib/schema/purchases'

export const POST = route({ body: SubmitInput, limit: 'purchase' }, async ({ app, viewer, params, body }) => {
  const bytes = Buffer.from(body.transaction, 'base64')
  const purchase = await submitPurchase(app, viewer, idParam(params), bytes)
  return json({ purchase }, { status: purchase.status === 'pending' ? 202 : 200 })
})
