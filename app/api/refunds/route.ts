import { listRefunds } from '@/lib/domain/money/refunds/refunds'
import { route } from '@/lib/http/route'
import { PageQuery } from '@/lib/schema/common'

export const GET = route({ query: PageQuery }, ({ app, viewer, query }) => listRefunds(app, viewer, query))
