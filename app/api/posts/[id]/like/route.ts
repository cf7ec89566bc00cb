import { likePost, unlikePost } from '@/lib/domain/likes'
import { idParam, route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'

export const PUT = route({}, ({ app, viewer, params }) => likePost(app, viewer, idParam(params)))

export const DELETE = route({}, ({ app, viewer, params }) => unlikePost(app, viewer, idParam(params)))

export const { GET, POST, PATCH, OPTIONS } = refuseOthers('PUT', 'DELETE')
