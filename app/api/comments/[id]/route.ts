import { deleteComment } from '@/lib/domain/comments'
import { idParam, noContent, route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'

export const DELETE = route({}, async ({ app, viewer, params }) => {
  await deleteComment(app, viewer, idParam(params))
  return noContent()
})

export const { GET, POST, PUT, PATCH, OPTIONS } = refuseOthers('DELETE')
