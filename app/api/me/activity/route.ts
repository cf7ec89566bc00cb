import { readActivity } from '@/lib/domain/creators/activity'
import { route } from '@/lib/http/route'
import { ActivityQuery } from '@/lib/schema/activity'

export const GET = route({ query: ActivityQuery }, ({ app, viewer, query }) =>
  readActivity(app, viewer, query.tz),
)
