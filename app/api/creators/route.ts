import { z } from 'zod'
import { listCreators } from '@/lib/domain/creators'
import { route } from '@/lib/http/route'
import { PageQuery } from '@/lib/schema/common'

const Query = PageQuery.extend({ query: z.string().trim().max(60).default('') })

export const GET = route({ auth: 'optional', query: Query }, ({ app, query }) => listCreators(app, query))
