import { listPurchases } from '@/lib/domain/money/purchases/list'
import { openPurchase } from '@/lib/domain/money/purchases/opening'
import { idempotencyKey } from '@/lib/http/idempotency'
import { json, route } from '@/lib/http/route'
import { PageQuery } from '@/lib/schema/common'
import { PurchaseInput } from '@/lib/schema/purchases'

export const GET = route({ query: PageQuery }, ({ app, viewer, query }) => listPurchases(app, viewer, query))

export const POST = route(
  { body: PurchaseInput, limit: 'purchase' },
  async ({ app, viewer, request, body }) => {
    const purchase = await openPurchase(app, viewer, {
      ...body,
      idempotencyKey: idempotencyKey(request),
    })
    return json({ purchase }, { status: 201 })
  },
)
