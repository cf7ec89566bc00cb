import { deletePost, getPost, updatePost } from '@/lib/domain/posts'
import { idParam, noContent, route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'
import { PostPatch } from '@/lib/schema/posts'

export const GET = route({ auth: 'optional', keep: true }, ({ app, viewer, params }) =>
  getPost(app, viewer, idParam(params)),
)

export const PATCH = route({ body: PostPatch }, ({ app, viewer, params, body }) =>
  updatePost(app, viewer, idParam(params), body),
)

export const DELETE = route({}, async ({ app, viewer, params }) => {
  await deletePost(app, viewer, idParam(params))
  return noContent()
})

export const { POST, PUT, OPTIONS } = refuseOthers('GET', 'PATCH', 'DELETE')
