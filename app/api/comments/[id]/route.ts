import { deleteComment } from '@/lib/domain/comments'
import { idParam, route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'

export const DELETE = route({}, async ({ app, viewer, params }) => {
  await deleteComment(app, viewer, idParam(params))
  return new Response(null, { status: 204 })
})

export const { GET, POST, PUT, PATCH } = refuseOthers('DELETE')
