import { deleteComment } from '@/lib/domain/posts/comments'
import { idParam, noContent, route } from '@/lib/http/route'

export const DELETE = route({}, async ({ app, viewer, params }) => {
  await deleteComment(app, viewer, idParam(params))
  return noContent()
})
