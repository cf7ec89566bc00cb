import { listCreators } from '@/lib/domain/creators/creators'
import { route } from '@/lib/http/route'
import { CreatorsQuery } from '@/lib/schema/creators'

export const GET = route({ auth: 'optional', cache: true, query: CreatorsQuery }, ({ app, query }) =>
  listCreators(app, query),
)
