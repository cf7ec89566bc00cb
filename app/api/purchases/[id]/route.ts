import { getPurchase, giveUpPurchase } from '@/lib/domain/money/purchases/purchases'
import { idParam, route } from '@/lib/http/route'

export const GET = route({}, async ({ app, viewer, params }) => ({
  purchase: await getPurchase(app, viewer, idParam(params)),
}))

export const DELETE = route({}, async ({ app, viewer, params }) => ({
  purchase: await giveUpPurchase(app, viewer, idParam(params)),
}))
