import { listRefunds } from '@/lib/domain/refunds/refunds'
import { route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'
import { PageQuery } from '@/lib/schema/common'

export const GET = route({ query: PageQuery }, ({ app, viewer, query }) => listRefunds(app, viewer, query))

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('GET')
