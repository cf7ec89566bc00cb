import { likePost, unlikePost } from '@/lib/domain/posts/likes'
import { idParam, route } from '@/lib/http/route'

export const PUT = route({}, ({ app, viewer, params }) => likePost(app, viewer, idParam(params)))

export const DELETE = route({}, ({ app, viewer, params }) => unlikePost(app, viewer, idParam(params)))
