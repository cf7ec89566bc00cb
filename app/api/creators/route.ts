import { listCreators } from '@/lib/domain/creators'
import { route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'
import { PageQuery, text } from '@/lib/schema/common'

const Query = PageQuery.extend({ query: text(60).default('') })

export const GET = route({ auth: 'optional', keep: true, query: Query }, ({ app, query }) =>
  listCreators(app, query),
)

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('GET')
