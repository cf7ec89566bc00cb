import { listCreatorPosts } from '@/lib/domain/posts'
import { route, textParam } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'
import { PageQuery } from '@/lib/schema/common'

export const GET = route(
  { auth: 'optional', keep: true, query: PageQuery },
  ({ app, viewer, params, query }) => listCreatorPosts(app, viewer, textParam(params, 'handle'), query),
)

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('GET')
