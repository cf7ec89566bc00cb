import { deletePost, getPost, updatePost } from '@/lib/domain/posts/posts'
import { idParam, noContent, route } from '@/lib/http/route'
import { PostPatch } from '@/lib/schema/posts'

export const GET = route({ auth: 'optional', cache: true }, ({ app, viewer, params }) =>
  getPost(app, viewer, idParam(params)),
)

export const PATCH = route({ body: PostPatch }, ({ app, viewer, params, body }) =>
  updatePost(app, viewer, idParam(params), body),
)

export const DELETE = route({}, async ({ app, viewer, params }) => {
  const kept = await deletePost(app, viewer, idParam(params))
  return kept ?? noContent()
})
