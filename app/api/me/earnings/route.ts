import { readEarnings } from '@/lib/domain/money/earnings/earnings'
import { route } from '@/lib/http/route'
import { EarningsQuery } from '@/lib/schema/earnings'

export const GET = route({ query: EarningsQuery }, ({ app, viewer, query }) =>
  readEarnings(app, viewer, query),
)
