import { listFeed } from '@/lib/domain/posts'
import { route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'
import { FeedQuery } from '@/lib/schema/posts'

export const GET = route({ auth: 'optional', keep: true, query: FeedQuery }, ({ app, viewer, query }) =>
  listFeed(app, viewer, query),
)

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('GET')
