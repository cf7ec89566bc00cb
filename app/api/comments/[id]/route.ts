import { deleteComment } from '@/lib/domain/comments'
import { idParam, route } from '@/lib/http/route'

export const DELETE = route({}, async ({ app, viewer, params }) => {
  await deleteComment(app, viewer, idParam(params))
  return new Response(null, { status: 204 })
})
