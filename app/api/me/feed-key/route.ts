import { getFeedKey, renewFeedKey } from '@/lib/domain/reach/feed-keys'
import { route } from '@/lib/http/route'

export const GET = route({}, async ({ app, viewer }) => ({ key: await getFeedKey(app, viewer) }))

export const DELETE = route({}, async ({ app, viewer }) => ({ key: await renewFeedKey(app, viewer) }))
