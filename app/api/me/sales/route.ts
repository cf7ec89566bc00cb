import { listSales } from '@/lib/domain/money/earnings/sale-list'
import { route } from '@/lib/http/route'
import { PageQuery } from '@/lib/schema/common'

export const GET = route({ query: PageQuery }, ({ app, viewer, query }) => listSales(app, viewer, query))
