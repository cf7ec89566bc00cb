import { readReceipt } from '@/lib/domain/money/purchases/receipts'
import { idParam, route } from '@/lib/http/route'

export const GET = route({}, ({ app, viewer, params }) => readReceipt(app, viewer, idParam(params)))
