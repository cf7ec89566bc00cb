import { getPurchase, giveUpPurchase } from '@/lib/domain/purchases/purchases'
import { idParam, route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'

export const GET = route({}, async ({ app, viewer, params }) => ({
  purchase: await getPurchase(app, viewer, idParam(params)),
}))

export const DELETE = route({}, async ({ app, viewer, params }) => ({
  purchase: await giveUpPurchase(app, viewer, idParam(params)),
}))

export const { POST, PUT, PATCH, OPTIONS } = refuseOthers('GET', 'DELETE')
