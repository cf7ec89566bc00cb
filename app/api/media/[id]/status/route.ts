import { getMediaStatus } from '@/lib/domain/posts/media-status'
import { idParam, route } from '@/lib/http/route'

export const GET = route({}, ({ app, viewer, params }) => getMediaStatus(app, viewer, idParam(params)))
