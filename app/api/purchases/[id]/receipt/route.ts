import { readReceipt } from '@/lib/domain/purchases/receipts'
import { idParam, route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'

export const GET = route({}, ({ app, viewer, params }) => readReceipt(app, viewer, idParam(params)))

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('GET')
