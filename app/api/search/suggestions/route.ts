import { suggest } from '@/lib/domain/search/suggestions'
import { route } from '@/lib/http/route'
import { SuggestionsQuery } from '@/lib/schema/search'

export const GET = route({ auth: 'optional', query: SuggestionsQuery }, ({ app, query }) =>
  suggest(app, query.q),
)
