import { readActivity } from '@/lib/domain/creators/activity'
import { route } from '@/lib/http/route'

export const GET = route({}, ({ app, viewer }) => readActivity(app, viewer))
